"""First weights that can already copy: the rest is random.

What a small model must learn before anything else is to find a name in its prompt and to go on as the prompt goes on.
Gradients find that circuit late, after millions of tokens and all of a sudden (Olsson et al., In-context learning and
induction heads, 2022), which two cores cannot afford. So the first two layers begin with it: the first writes beside
every token which one stands before it, the second looks for the place where the present token stood before and
repeats what followed there. Training is free to change all of it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel

NOISE = 0.02  # spread of every weight that has no part in the circuit
CONSTANT = 4.0  # what every embedding holds in its first number, by which heads see positions alone
BACK_PAIRS, BACK_GAIN = 6, 7.0  # fast rotations by which a head looks at the token before
CONTENT_PAIRS, CONTENT_GAIN = 12, 2.5  # slow rotations, which distance hardly turns, by which a head compares tokens
QUIET, LOUD = 0.2, 2.0  # size of what a layer adds to the stream, where it adds noise and where it adds the copy


@torch.no_grad()
def teach_copying(model: PreTrainedModel, head: int) -> None:
    """Give a new Gemma 2 model of at least two layers, with heads of width ``head``, weights that copy.

    The stream's first half holds which token this is, the second half which one stands before it.
    """
    layers: Any = model.model.layers
    hidden: int = model.config.hidden_size
    half = hidden // 2
    embeddings: Tensor = model.model.embed_tokens.weight
    embeddings.normal_(0, 1 / math.sqrt(hidden))
    embeddings[:, half:] *= NOISE
    embeddings[:, 0] = CONSTANT / math.sqrt(hidden)  # Gemma multiplies embeddings by the root of the width
    for layer in layers:
        layer.post_attention_layernorm.weight.fill_(QUIET - 1)  # Gemma scales by one and the weight
        layer.post_feedforward_layernorm.weight.fill_(QUIET - 1)
    _look_back(layers[0], head, half, model.config.rope_parameters["rope_theta"])
    _repeat_what_followed(layers[1], head, half)


def _look_back(layer: Any, head: int, half: int, base: float) -> None:
    """The first half of a layer's heads copy the token before: from the stream's first half into its second."""
    attention = layer.self_attn
    speeds = base ** (-torch.arange(BACK_PAIRS) * 2 / head)
    for number in range(half // head):
        first = number * head
        query, key = (projection.weight[first : first + head] for projection in (attention.q_proj, attention.k_proj))
        query.zero_()
        key.zero_()
        query[:BACK_PAIRS, 0] = key[:BACK_PAIRS, 0] = BACK_GAIN / CONSTANT
        key[:BACK_PAIRS, 0] *= speeds.cos()  # a key turned by one position meets the query of the next
        key[head // 2 : head // 2 + BACK_PAIRS, 0] = speeds.sin() * BACK_GAIN / CONSTANT
        for width in range(head):
            attention.v_proj.weight[first + width, first + width] = 1
            attention.o_proj.weight[half + first + width, first + width] = 1
    layer.post_attention_layernorm.weight.fill_(0)


def _repeat_what_followed(layer: Any, head: int, half: int) -> None:
    """Every head looks where the token before is the present one, and copies its part of the token found there."""
    attention = layer.self_attn
    heads = attention.q_proj.weight.shape[0] // head
    pairs = torch.arange(head // 2 - CONTENT_PAIRS, head // 2)
    slow = torch.cat([pairs, pairs + head // 2])
    part = half // heads
    for number in range(heads):
        first = number * head
        views = torch.nn.init.orthogonal_(torch.empty(len(slow), half)) * CONTENT_GAIN * math.sqrt(half / len(slow)) / 2
        views[:, 0] = 0  # the constant tells tokens apart as little as the noise does
        for projection, begin in ((attention.q_proj, 0), (attention.k_proj, half)):
            projection.weight[first : first + head].zero_()
            projection.weight[first + slow, begin : begin + half] = views
        for width in range(part):
            attention.v_proj.weight[first + width, number * part + width] = 1
            attention.o_proj.weight[number * part + width, first + width] = 1
    attention.v_proj.weight[:, 0] = 0
    layer.post_attention_layernorm.weight.fill_(LOUD - 1)
