"""Says quantities as people do, in English, Korean and German; knows nothing of Home Assistant."""
