"""The world, the captions and the training stages of the starter model."""
