"""Random histories with crashes at the writes never part from the model (P12); the long form is `make crash`."""

from pathlib import Path

import pytest

from tests.durability.simulation import Crash, Power, Run, Store, play

HISTORIES = 600
AT_EVERY_WRITE = 20


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("simulation") / "store.sqlite3")


@pytest.mark.parametrize("first", [0, HISTORIES], ids=["前半", "後半"])
@pytest.mark.promise("P12")
def test_random_histories_with_crashes_never_part_from_the_model(store: Store, first: int) -> None:
    crashes, different = play(range(first, first + HISTORIES), store, every_write=False)

    assert different == []
    assert crashes > HISTORIES


@pytest.mark.promise("P12")
def test_a_crash_at_every_single_write_changes_nothing(store: Store) -> None:
    crashes, different = play(range(9_000, 9_000 + AT_EVERY_WRITE), store, every_write=True)

    assert different == []
    assert crashes > 20 * AT_EVERY_WRITE


def test_the_same_seed_is_the_same_history(store: Store) -> None:
    def told(seed: int) -> list[str]:
        store.clear()
        run = Run(seed, store, every_write=False)
        run.play()
        return [each.id for each in run.told]

    assert told(40) == told(40)


def test_a_history_that_loses_something_is_noticed(store: Store, tmp_path: Path) -> None:
    """The model would see a letter that nobody told: the simulation is not blind."""
    run = Run(20, store, every_write=False)
    run.play()
    for model in run.models.values():
        model.told["notice"] += 1

    with pytest.raises(AssertionError, match="was told"):
        run._compare_told()


def test_power_is_cut_after_so_many_writes() -> None:
    power = Power(left=1)

    power.spend()
    with pytest.raises(Crash):
        power.spend()
    power.spend()  # a new process is not cut off again by itself
