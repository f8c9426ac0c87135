FROM a
ENV ä=1 \
	b=2 \
	  keinwert c=3
