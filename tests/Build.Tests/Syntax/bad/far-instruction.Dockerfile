FROM a
  INSTALL everything
