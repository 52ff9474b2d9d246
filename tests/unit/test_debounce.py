"""Waiting for quiet: once after the last, at once where nothing can wait."""

import asyncio

from utils.kit.debounce import Debounce


def test_without_a_loop_it_acts_at_once():
    done = []
    later = Debounce(lambda: done.append(1), seconds=60)
    later.schedule()
    later.schedule()
    assert done == [1, 1]
    later.cancel()


def test_without_a_loop_what_failed_is_not_tried_again():
    done = []
    later = Debounce(lambda: (done.append(1), later.retry()))
    later.schedule()
    assert done == [1]  # and not for ever


def test_what_failed_is_tried_again_until_it_works():
    results = [True, False, False]

    async def scene():
        done = asyncio.Event()
        later = Debounce(lambda: done.set() if results.pop() else later.retry(), 0, 0)
        later.schedule()
        await done.wait()

    asyncio.run(scene())
    assert results == []


def test_what_failed_rests_for_longer_than_a_learner_does():
    async def scene():
        later = Debounce(print, seconds=0, retry_seconds=60)
        later.retry()
        rest = later._timer.when() - asyncio.get_running_loop().time()
        later.cancel()
        return rest

    assert asyncio.run(scene()) > 30


def run(steps, seconds=0.01, wait=0.05):
    """Run `steps` of a `Later` inside an event loop; return when it acted, by number of asks."""
    done, asks = [], []

    async def inner():
        later = Debounce(lambda: done.append(len(asks)), seconds)
        for step in steps:
            asks.append(step)
            getattr(later, step)()
            assert done == []  # never at once
        await asyncio.sleep(wait)
        return later

    later = asyncio.run(inner())
    assert later._timer is None or done == []
    return done


def test_with_a_loop_it_acts_once_after_the_last():
    assert run(["schedule", "schedule", "schedule"]) == [3]


def test_what_was_dropped_never_happens():
    assert run(["schedule", "cancel"]) == []
    assert run(["cancel"]) == []
    assert run(["schedule", "cancel", "schedule"]) == [3]


def test_it_waits_until_it_is_quiet():
    assert run(["schedule"], seconds=60) == []


def test_it_can_be_asked_again_afterwards():
    done = []

    async def inner():
        later = Debounce(lambda: done.append(1), 0.005)
        for _ in range(2):
            later.schedule()
            await asyncio.sleep(0.03)

    asyncio.run(inner())
    assert done == [1, 1]


def test_what_waits_can_be_done_at_once():
    async def scene():
        done = []
        later = Debounce(lambda: done.append(1), seconds=60)
        later.flush()
        assert done == []  # nothing was asked
        later.schedule()
        later.flush()
        later.flush()
        return done

    assert asyncio.run(scene()) == [1]
