"""The one small neural model: text to tagged cues with their sources and contents. Nothing else knows tensors."""

from sayso.language.tagger import Found, Tagger, tagger

__all__ = ["Found", "Tagger", "tagger"]
