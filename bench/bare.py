"""The yardstick: a Flask application that answers with a page of any size and does nothing else."""

from flask import Flask

app = Flask(__name__)


@app.route("/<int:size_bytes>", methods=["GET", "POST"])
def page(size_bytes: int) -> str:
    return "x" * size_bytes
