"""The product's own words: sentences by language, times as people write them, and what people wrote made safe."""

from .catalogue import Texts, texts
from .clock import Clock

__all__ = ["Clock", "Texts", "texts"]
