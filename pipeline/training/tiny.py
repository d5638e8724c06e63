"""Tiny models made on the spot: Gemma's shape and markers at 2.5 million parameters, over-fitted on a few answers.

They prove mechanics (markers, templates, conversion, quantization, serving), never quality. Hidden and feed-forward
sizes are multiples of 256 because K-quants need that; the tokenizer is a real SentencePiece model because Gemma's GGUF
conversion starts from one.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.tasks.task import Example
from pipeline.training.chat import ChatFormat

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

Family = Literal["gemma2", "gemma4"]

VOCABULARY = 1024  # most pieces; a small corpus gives fewer
CONTEXT = 1024
SPECIAL = ("<pad>", "<eos>", "<bos>", "<unk>", "<mask>")

# Marker -> id, as in the real vocabularies. The ids between them are filled with <unusedN>.
MARKERS: dict[Family, dict[str, int]] = {
    "gemma2": {"<start_of_turn>": 106, "<end_of_turn>": 107},
    "gemma4": {
        "<|tool>": 46,
        "<tool|>": 47,
        "<|tool_call>": 48,
        "<tool_call|>": 49,
        "<|tool_response>": 50,
        "<tool_response|>": 51,
        '<|"|>': 52,
        "<|think|>": 98,
        "<|channel>": 100,
        "<channel|>": 101,
        "<|turn>": 105,
        "<turn|>": 106,
    },
}
LAST_MARKER = 107
END_OF_TURN: dict[Family, str] = {"gemma2": "<end_of_turn>", "gemma4": "<turn|>"}

# Each renders a conversation exactly as its family's own template does: the same markers, refusals and, for Gemma 4,
# an empty thinking channel in the generation prompt that a finished answer does not have.
TEMPLATES: dict[Family, str] = {
    "gemma2": (
        "{{ bos_token }}"
        "{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
        "{% for message in messages %}"
        "{{ '<start_of_turn>' + ('model' if message['role'] == 'assistant' else message['role']) }}\n"
        "{{ message['content'] | trim }}<end_of_turn>\n"
        "{% endfor %}"
        "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
    ),
    "gemma4": (
        "{{ bos_token }}"
        "{% for message in messages %}"
        "{{ '<|turn>' + ('model' if message['role'] == 'assistant' else message['role']) }}\n"
        "{{ message['content'] | trim }}<turn|>\n"
        "{% endfor %}"
        "{% if add_generation_prompt %}<|turn>model\n"
        "{% if not enable_thinking | default(false) %}<|channel>thought\n<channel|>{% endif %}{% endif %}"
    ),
}


def make_tiny(
    folder: Path, examples: Sequence[Example], steps: int = 120, *, family: Family = "gemma2", seed: int = 0
) -> Path:
    """Write a tiny model to ``folder`` (safetensors, tokenizer.json, tokenizer.model, chat template) and return it.

    Its tokenizer is trained on ``examples``; ``steps`` of full training on them make it answer each of them by heart
    (0 leaves random weights). The same arguments on the same machine and versions give the same bytes.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            tokenizer, sentencepiece = make_tokenizer(examples, family)
            model = _new_model(family, len(tokenizer))
            if steps:
                _memorise(model, tokenizer, examples, steps)
    finally:
        torch.set_num_threads(threads)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "tokenizer.model").write_bytes(sentencepiece)
    return folder


def make_tokenizer(examples: Sequence[Example], family: Family = "gemma2") -> tuple[PreTrainedTokenizerBase, bytes]:
    """A tokenizer over the examples' text with the family's markers, and its SentencePiece model."""
    import sentencepiece
    from transformers import GemmaTokenizer

    markers = MARKERS[family]
    by_id = {number: marker for marker, number in markers.items()}
    reserved = [by_id.get(number, f"<unused{number}>") for number in range(len(SPECIAL), LAST_MARKER + 1)]
    texts = [message["content"] for example in examples for message in example.messages]
    texts += [example.completion for example in examples]
    serialized = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(line for text in texts * 2 for line in text.splitlines() if line.strip()),
        model_writer=serialized,
        model_type="bpe",
        vocab_size=VOCABULARY,
        hard_vocab_limit=False,
        character_coverage=1.0,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        pad_id=0,
        eos_id=1,
        bos_id=2,
        unk_id=3,
        pad_piece="<pad>",
        eos_piece="<eos>",
        bos_piece="<bos>",
        unk_piece="<unk>",
        user_defined_symbols=["<mask>", *reserved, "\n"],
        minloglevel=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(model_proto=serialized.getvalue())
    vocabulary = {pieces.id_to_piece(number): number for number in range(pieces.get_piece_size())}
    tokenizer = GemmaTokenizer(
        vocab=vocabulary,
        merges=_merges(pieces, set(reserved)),  # type: ignore[arg-type]  # tokenizers takes pairs
        extra_special_tokens=list(markers),
        chat_template=TEMPLATES[family],
        model_max_length=CONTEXT,
    )
    return tokenizer, serialized.getvalue()


def _merges(pieces: Any, reserved: set[str]) -> list[tuple[str, str]]:
    """Every split of every learned piece into two pieces, in the order in which SentencePiece would merge them."""
    scores = {
        pieces.id_to_piece(number): pieces.get_score(number)
        for number in range(pieces.get_piece_size())
        if not (pieces.is_control(number) or pieces.is_unknown(number) or pieces.is_byte(number))
    }
    learned = {piece: score for piece, score in scores.items() if piece not in reserved}
    return [
        (piece[:cut], piece[cut:])
        for piece, _ in sorted(learned.items(), key=lambda item: -item[1])
        for cut in range(1, len(piece))
        if piece[:cut] in learned and piece[cut:] in learned
    ]


def _new_model(family: Family, vocabulary: int) -> PreTrainedModel:
    """A randomly initialised model; 0.05 keeps it from copying its own input, as larger values do at this size."""
    from transformers import Gemma2Config, Gemma2ForCausalLM, Gemma4ForCausalLM, Gemma4TextConfig

    shared: dict[str, Any] = {
        "vocab_size": vocabulary,
        "hidden_size": 256,
        "intermediate_size": 512,
        "num_hidden_layers": 4,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 64,
        "max_position_embeddings": CONTEXT,
        "initializer_range": 0.05,
        "sliding_window": 32,
        "final_logit_softcapping": 30.0,
        "tie_word_embeddings": True,
        "attn_implementation": "eager",
    }
    model: PreTrainedModel
    if family == "gemma2":
        model = Gemma2ForCausalLM(Gemma2Config(query_pre_attn_scalar=64, **shared))
    else:
        # As in E2B: input embeddings for every layer, wider heads in full attention, and the last layers read the
        # keys and values of earlier ones.
        config = Gemma4TextConfig(
            layer_types=["sliding_attention", "full_attention"] * 2,
            global_head_dim=128,  # type: ignore[call-arg]  # read by the configuration's own post-init
            num_kv_shared_layers=2,
            use_double_wide_mlp=True,
            vocab_size_per_layer_input=vocabulary,
            hidden_size_per_layer_input=256,
            **shared,
        )
        model = Gemma4ForCausalLM(config)
    model.generation_config.eos_token_id = [1, MARKERS[family][END_OF_TURN[family]]]
    return model


def _memorise(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, examples: Sequence[Example], steps: int
) -> None:
    """Full-parameter training on all examples at once, loss on each answer with its end of turn."""
    import torch

    chat = ChatFormat.of_tokenizer(tokenizer)
    rows = [
        (
            chat.prompt_ids(example.messages),
            chat.answer_ids(example.completion),
        )
        for example in examples
    ]
    longest = max(len(prompt) + len(answer) for prompt, answer in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    labels = torch.full_like(ids, -100)
    for row, (prompt, answer) in enumerate(rows):
        ids[row, : len(prompt) + len(answer)] = torch.tensor(prompt + answer)
        labels[row, len(prompt) : len(prompt) + len(answer)] = torch.tensor(answer)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=3e-3, total_steps=steps)
    model.train()
    for _ in range(steps):
        loss = model(input_ids=ids, attention_mask=(ids != 0).long(), labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    model.eval()
