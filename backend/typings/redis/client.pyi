from . import PubSub as PubSub
