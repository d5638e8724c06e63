"""A new model with random weights, in Gemma 2's shape and with its turns, over a tokenizer of Korean syllables.

A syllable a piece makes copying easy: a name that was never seen is three known pieces. What stands in many rows, the
wording of the prompt, the keys of the answer and the commonest words, is one piece each, and so is a space with the
syllable after it: a third fewer tokens for the same text. What is rarer is spelt in bytes.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.tasks.task import Example
from pipeline.training.first_weights import teach_copying
from pipeline.training.recipe_sections import Scratch
from pipeline.training.tiny import LAST_MARKER, MARKERS, SPECIAL, TEMPLATES

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

HEAD = 64  # width of an attention head
ROLES = ("user", "model")  # how the template writes them
# What becomes one piece, in this order, and the share of the rows in which it must stand. A piece may begin with a
# space and never end with one: where two could share it, llama.cpp and transformers would choose differently.
COMMON: tuple[tuple[Callable[[str], Iterable[str]], float], ...] = (
    (str.splitlines, 0.5),
    (re.compile(r"^[^\":\n]+:", re.MULTILINE).findall, 0.5),  # what begins a line: 받는 사람:
    (re.compile(r"[^가-힣\d\n]*[A-Za-z][^가-힣\d\n]*(?<! )").findall, 0.5),  # keys with their quotes
    (re.compile(r" [가-힣]{2,}\.?").findall, 0.02),  # words
    (re.compile(r" [가-힣\d]").findall, 0.002),  # beginnings of words
)
SPACE = "▁"  # how SentencePiece writes it


def make_scratch(folder: Path, examples: Sequence[Example], size: Scratch, seed: int) -> Path:
    """Write the new model to ``folder`` (safetensors, tokenizer.json, tokenizer.model, chat template) and return it.

    Only rows that are trained teach the tokenizer. The same arguments give the same bytes.
    """
    tokenizer, sentencepiece = make_tokenizer([row for row in examples if row.split != "test"], size)
    model = new_model(size, len(tokenizer), seed)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "tokenizer.model").write_bytes(sentencepiece)
    return folder


def make_tokenizer(examples: Sequence[Example], size: Scratch) -> tuple[PreTrainedTokenizerBase, bytes]:
    """A tokenizer of syllables over the examples' text with Gemma's markers, and its SentencePiece model."""
    import sentencepiece
    from transformers import AddedToken, GemmaTokenizer

    markers = MARKERS["gemma2"]
    by_id = {number: marker for marker, number in markers.items()}
    reserved = [by_id.get(number, f"<unused{number}>") for number in range(len(SPECIAL), LAST_MARKER + 1)]
    texts = ["\n".join([*(turn["content"] for turn in row.messages), row.completion]) for row in examples]
    wording = common_wording(texts)
    serialized = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(line for text in texts for line in text.splitlines() if line.strip()),
        model_writer=serialized,
        model_type="char",
        vocab_size=size.pieces,
        hard_vocab_limit=False,
        character_coverage=1.0,
        byte_fallback=True,
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
        user_defined_symbols=["<mask>", *reserved, "\n", *(text.replace(" ", SPACE) for text in wording)],
        minloglevel=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(model_proto=serialized.getvalue())
    vocabulary = {pieces.id_to_piece(number): number for number in range(pieces.get_piece_size())}
    as_typed = {text.replace(" ", SPACE): text for text in wording}  # tokenizers looks for them before it marks spaces
    tokenizer = GemmaTokenizer(
        vocab={as_typed.get(piece, piece): number for piece, number in vocabulary.items()},
        merges=[],
        extra_special_tokens=list(markers),
        chat_template=TEMPLATES["gemma2"],
        model_max_length=size.context,
    )
    tokenizer.add_tokens([AddedToken(text, normalized=False, special=False) for text in wording])
    return tokenizer, serialized.getvalue()


def common_wording(texts: Sequence[str]) -> list[str]:
    """What the texts have in common, by COMMON: each kind the commonest first, from what earlier kinds leave."""
    left = list(texts)
    found = list(ROLES)
    for pieces_of, share in COMMON:
        counts = Counter(piece for text in left for piece in set(pieces_of(text)) if len(piece.strip("\n")) > 1)
        common = [(-count, piece) for piece, count in counts.items() if count >= share * len(texts)]
        new = [piece for _, piece in sorted(common) if piece not in found]
        found += new
        if new and share >= 0.5:  # words stand in many lines, but a word may begin as others do
            known = re.compile("|".join(re.escape(piece) for piece in sorted(new, key=len, reverse=True)))
            left = [known.sub("\n", text) for text in left]
    return found


def new_model(size: Scratch, vocabulary: int, seed: int) -> PreTrainedModel:
    """A model of this size with random weights that the seed fixes."""
    import torch
    from transformers import Gemma2Config, Gemma2ForCausalLM

    config = Gemma2Config(
        vocab_size=vocabulary,
        hidden_size=size.hidden,
        intermediate_size=size.ffn,
        num_hidden_layers=size.layers,
        num_attention_heads=size.hidden // HEAD,
        num_key_value_heads=size.hidden // HEAD,
        head_dim=HEAD,
        query_pre_attn_scalar=HEAD,
        max_position_embeddings=size.context,
        sliding_window=size.context,  # every layer sees everything: names stand at the beginning
        tie_word_embeddings=True,
    )
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = Gemma2ForCausalLM(config)
        if size.copying:
            teach_copying(model, HEAD)
    model.generation_config.eos_token_id = [1, MARKERS["gemma2"]["<end_of_turn>"]]
    return model
