FROM debian
RUN <<EOF
echo $HOME
  # kept
EOF
RUN <<-"END" cat | tr a b
	tabs	off
		$not
	END
RUN 3<<one python3 <<'two words' - <<-three
1
one
2
two words
	3
three
COPY <<a.txt <<"b" plain.txt /to/
a is $A
a.txt
b is $B
b
RUN echo "<<quoted" <<<string
ADD --chmod=600 <<x <<x /x/
first
x
second
x
RUN cat <<"" || cat << later
body
later
ONBUILD RUN <<X
echo triggered
X
