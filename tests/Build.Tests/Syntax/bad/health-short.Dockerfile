FROM a
HEALTHCHECK --interval=10us CMD x
