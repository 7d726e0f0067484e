"""Buyers of one pack in six processes, one of which dies with the goods in hand; see test_rush."""

import json
import os
import signal
import sys
from multiprocessing import get_context

from shop import create_app
from shop.database import transaction
from shop.inventory.errors import OutOfStock
from shop.inventory.rules import StockLine
from shop.inventory.services import reserve, take

PROCESSES, BUYERS_OF_EACH, PATIENCE_S = 5, 8, 30


def hold_and_die(app, variant_id, holding, gate):
    """Promise a unit, and be killed before it is written down, while others wait for it."""
    with app.app_context(), transaction():
        reserve([StockLine(variant_id, 1)], reference="CS-NEVER")
        holding.set()
        gate.wait(PATIENCE_S)
        os.kill(os.getpid(), signal.SIGKILL)


def buy(app, variant_id, gate, bought):
    """Hold one unit for each buyer; every other one gets it handed over at once."""
    gate.wait(PATIENCE_S)
    with app.app_context():
        for number in range(BUYERS_OF_EACH):
            reference = f"CS-{os.getpid()}-{number}"
            try:
                with transaction():
                    promises = reserve([StockLine(variant_id, 1)], reference=reference)
                    if number % 2:
                        take(promises, reference=reference, actor=None)
            except OutOfStock:
                continue
            with bought.get_lock():
                bought.value += 1


def main(instance, url, variant_id):
    app = create_app({"DEMO": "1", "INSTANCE_PATH": instance, "DATABASE_URL": url})
    fork = get_context("fork")  # before any connection is open
    holding, gate, bought = fork.Event(), fork.Event(), fork.Value("i", 0)
    goods = int(variant_id)
    victim = fork.Process(target=hold_and_die, args=(app, goods, holding, gate))
    others = [fork.Process(target=buy, args=(app, goods, gate, bought)) for _ in range(PROCESSES)]
    victim.start()
    assert holding.wait(PATIENCE_S)
    for process in others:
        process.start()
    gate.set()
    for process in [victim, *others]:
        process.join()
    codes = [process.exitcode for process in [victim, *others]]
    json.dump({"bought": bought.value, "codes": codes}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
