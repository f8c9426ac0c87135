FROM busybox
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /code
COPY py/requirements.txt .
RUN cp requirements.txt /installed
COPY py/app ./app
EXPOSE 8000/tcp
ENTRYPOINT ["python", "-m"]
CMD ["app.main"]
