"""The network: a MiniLM encoder, token tags, and a head that labels every word from the point of view of a cue."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.language.decode import FORBIDDEN, ROLES
from sayso.language.encode import BREAKS, CASES, QUOTES

STANCES = ("affirms", "confirms", "denies", "doubts", "withholds", "asks", "wants", "other")
CERTAINTIES = ("certain", "probable", "possible", "na")
TYPES = ("person", "organisation", "document", "unnamed", "group", "author", "none")
BORDERS = (0, len(STANCES), len(STANCES) + len(CERTAINTIES), len(STANCES) + len(CERTAINTIES) + len(TYPES))
"""Where stance, certainty and type begin and end in their scores side by side."""
TAGS = 9  # B, I, O for each of source, cue, content
DISTANCES = 33


class Layer(nn.Module):
    """A transformer layer, normalised after each half, as BERT has it."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """X (B, T, width); bias (B, 1, 1, T) is added to the scores of attention."""
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        p = self.dropout if self.training else 0.0
        # written out: at a few hundred pieces, products in bfloat16 are faster backwards than the fused kernel
        a = torch.matmul(q * (w // self.heads) ** -0.5, k.transpose(2, 3)) + bias
        a = torch.matmul(a.softmax(-1).to(v.dtype), v)
        a = self.out(a.transpose(1, 2).reshape(b, t, w))
        x = self.norm1(x + functional.dropout(a, p))
        return self.norm2(x + functional.dropout(self.down(functional.gelu(self.up(x))), p))


class Encoder(nn.Module):
    def __init__(self, layers: int = 6, width: int = 384, heads: int = 12, inner: int = 1536, vocabulary: int = 30522,
                 positions: int = 512, dropout: float = 0.1) -> None:  # fmt: skip
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.case = nn.Embedding(CASES, width)
        self.quote = nn.Embedding(QUOTES, width)
        self.breaks = nn.Embedding(BREAKS, width)
        for table in (self.case, self.quote, self.breaks):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))
        self.dropout = dropout

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Pieces (B, T), features (B, T, 3), mask (B, T) true where there is text → (B, T, width)."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]]
        x = x + self.case(features[..., 0]) + self.quote(features[..., 1]) + self.breaks(features[..., 2])
        x = functional.dropout(self.norm(x), self.dropout if self.training else 0.0)
        dtype = torch.bfloat16 if torch.is_autocast_enabled("cpu") else x.dtype
        bias = torch.zeros(mask.shape, dtype=dtype).masked_fill(~mask, -1e4)[:, None, None]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load(self, path: Path) -> None:
        """Take the weights of a BERT checkpoint in safetensors form."""
        old = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items()}
        new = {
            "words.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"]
            + old["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": old["embeddings.LayerNorm.weight"],
            "norm.bias": old["embeddings.LayerNorm.bias"],
        }
        for i in range(len(self.layers)):
            source, target = f"encoder.layer.{i}.", f"layers.{i}."
            for end in ("weight", "bias"):
                parts = [old[f"{source}attention.self.{n}.{end}"] for n in ("query", "key", "value")]
                new[f"{target}qkv.{end}"] = torch.cat(parts)
                for mine, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                     ("up", "intermediate.dense"), ("down", "output.dense"),
                                     ("norm2", "output.LayerNorm")):  # fmt: skip
                    new[f"{target}{mine}.{end}"] = old[f"{source}{theirs}.{end}"]
        missing, unexpected = self.load_state_dict(new, strict=False)
        if unexpected or set(missing) != {"case.weight", "quote.weight", "breaks.weight"}:
            raise ValueError(f"{path}: not a checkpoint of this shape: {missing} {unexpected}")


def bucket(distance: Tensor) -> Tensor:
    """Signed word distances in DISTANCES classes: one each up to 7, then doubling (as T5's relative positions)."""
    size = distance.abs().clamp(min=1).float()
    far = 8 + (torch.log2(size / 8) * 2).floor().long().clamp(0, 8)
    near = distance.abs().clamp(max=7)
    classes = torch.where(distance.abs() < 8, near, far)
    return DISTANCES // 2 + torch.sign(distance) * classes.clamp(max=DISTANCES // 2)


class Links(nn.Module):
    """Every word of a window as one cue sees it: its role, and whether the cue is one."""

    def __init__(self, width: int = 384, inner: int = 128, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Linear(width, inner)
        self.cue = nn.Linear(2 * width, inner)
        self.gate = nn.Linear(2 * width, inner)
        self.distance = nn.Embedding(DISTANCES, inner)
        self.inside = nn.Parameter(torch.zeros(inner))
        self.convs = nn.ModuleList(nn.Conv1d(inner, inner, 7, padding=3 * d, dilation=d, groups=inner) for d in (1, 4))
        self.norms = nn.ModuleList(nn.LayerNorm(inner) for _ in range(3))
        self.mix = nn.ModuleList(nn.Linear(inner, inner) for _ in range(2))
        self.roles = nn.Linear(inner, len(ROLES))
        self.look = nn.Linear(inner, 4)
        self.valid = nn.Sequential(nn.Linear(4 * inner + 2 * width, inner), nn.GELU(), nn.Linear(inner, 1))
        self.steps = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))
        self.begin = nn.Parameter(torch.zeros(len(ROLES)))
        forbidden = torch.zeros(len(ROLES), len(ROLES))
        for a, b in FORBIDDEN:
            forbidden[a, b] = -1e4
        self.register_buffer("forbidden", forbidden)
        self.register_buffer("never", torch.tensor([0.0, 0.0, -1e4, 0.0, -1e4]))
        self.dropout = dropout

    def forward(self, words: Tensor, window: Tensor, first: Tensor, last: Tensor, mask: Tensor | None
                ) -> tuple[Tensor, Tensor]:  # fmt: skip
        """Words (B, W, width); of each cue its window and its first and last word there, (N,); mask (N, W).

        Returns role scores (N, W, 5) and validity (N,).
        """
        at = torch.arange(words.shape[1])
        distance = torch.where(at < first[:, None], at - first[:, None], (at - last[:, None]).clamp(min=0))
        within = ((at >= first[:, None]) & (at <= last[:, None])).to(words.dtype)
        p = self.dropout if self.training else 0.0
        cue = torch.cat((words[window, first], words[window, last]), 1)
        x = self.word(words)[window]
        x = x * (1 + torch.tanh(self.gate(cue)))[:, None] + self.cue(cue)[:, None]
        x = x + self.distance(bucket(distance)) + within[..., None] * self.inside
        x = functional.dropout(self.norms[0](functional.gelu(x)), p)
        for conv, mix, norm in zip(self.convs, self.mix, list(self.norms)[1:], strict=True):
            if mask is not None:
                x = x * mask[..., None]
            x = norm(x + mix(functional.gelu(conv(x.transpose(1, 2)).transpose(1, 2))))
        look = self.look(x)
        if mask is not None:
            look = look.masked_fill(~mask[..., None], -1e4)
        seen = torch.einsum("nwk,nwd->nkd", look.softmax(1), x).flatten(1)
        whole = torch.cat((seen, cue), 1)
        return self.roles(functional.dropout(x, p)), self.valid(whole)[:, 0]

    def negative_log_likelihood(self, scores: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Of a linear-chain CRF (Lafferty et al. 2001), per cue: (N, W, 5) scores, (N, W) labels, (N,) word counts."""
        steps, begin = self.steps + self.forbidden, self.begin + self.never
        count, words, _ = scores.shape
        rows = torch.arange(count)
        total = begin + scores[:, 0]
        given = total[rows, labels[:, 0]]
        picked = scores.gather(2, labels[..., None])[..., 0]
        moved = steps[labels[:, :-1], labels[:, 1:]]
        live = torch.arange(words) < lengths[:, None]
        given = given + ((picked[:, 1:] + moved) * live[:, 1:]).sum(1)
        for at in range(1, words):
            new = torch.logsumexp(total[:, :, None] + steps, 1) + scores[:, at]
            total = torch.where(live[:, at, None], new, total)
        return torch.logsumexp(total, 1) - given


QUERIES = (2, 2, 4)
"""What is asked of a statement's cue, its source and its content, each by attention of its own."""
SMALL, LEAST = 0.02, 1e-4
"""Probability of a role below which a word has no part in a span, and the smallest whose logarithm is taken."""


class Qualities(nn.Module):
    """Stance, certainty and type from the words of a cue, its source and its content, wherever the roles see them."""

    def __init__(self, width: int = 384, inner: int = 256, dropout: float = 0.2) -> None:
        super().__init__()
        self.key = nn.Linear(width, width)
        self.query = nn.Parameter(torch.randn(sum(QUERIES), width) * 0.02)
        self.nothing = nn.Parameter(torch.zeros(sum(QUERIES), width))
        labels = len(STANCES) + len(CERTAINTIES) + len(TYPES)
        self.judge = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(width * sum(QUERIES), inner), nn.GELU(), nn.Dropout(dropout),
            nn.Linear(inner, labels),
        )  # fmt: skip

    def forward(self, words: Tensor, window: Tensor, parts: Tensor) -> Tensor:
        """Words (B, W, width), each cue's window (N,) and parts (N, W, 3) → scores of the three side by side (N, 19).

        The parts: how far each word belongs to the cue, to its source and to its content, from 0 to 1.
        """
        scores = torch.tanh(self.key(words)) @ self.query.T
        weights = parts.repeat_interleave(torch.tensor(QUERIES), 2)
        scores = scores[window] + weights.clamp(min=LEAST).log()
        scores = scores.masked_fill(weights <= SMALL, -1e4)
        seen = torch.bmm(scores.softmax(1).transpose(1, 2), words[window])
        anything = (weights > SMALL).any(1)[..., None]
        return self.judge(torch.where(anything, seen, self.nothing).flatten(1))


def parts_of(roles: Tensor, cue: Tensor) -> Tensor:
    """Role scores (N, W, 5) and which words are the cues' own (N, W) to the parts that `Qualities` asks for."""
    p = roles.softmax(-1)
    return torch.stack((cue.to(p.dtype), p[..., 1] + p[..., 2], p[..., 3] + p[..., 4]), 2)


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tags = nn.Linear(384, TAGS)
        self.links = Links()
        self.qualities = Qualities()

    def read(self, pieces: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Word vectors (B, W, 384), taken at each word's first piece, and their tag scores (B, W, 9)."""
        x = self.encoder(pieces, features, mask)
        words = x.gather(1, first[..., None].expand(-1, -1, x.shape[-1]))
        return words, self.tags(functional.dropout(words, 0.1 if self.training else 0.0))
