FROM a
VOLUME ["a", " "]
