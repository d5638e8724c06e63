"""A certificate's A4 picture, square picture and PDF (`python -m bench.certificate`). To reach: <= 250 ms warm.

Every certificate has words of its own, so that nothing but the designs' drawings can come from a cache.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.certificate import DESIGNS, ORIENTATIONS, render_certificate

ROUNDS = 5
PRAISE = (
    "위 사람은 결혼 후 {n}년 동안 하루도 빠짐없이 새벽 다섯 시에 일어나 가족의 도시락을 정성껏 준비하였으며, "
    "비가 오나 눈이 오나 웃는 얼굴로 우리를 배웅해 주었기에, 온 가족의 마음을 모아 이 상장을 드립니다. "
)


def award(number: int) -> Award:
    """Not two alike; the body has about 110 or 330 characters by turns."""
    body = "".join(PRAISE.format(n=number * 10 + part) for part in range(1 if number % 2 else 3))
    return Award("감사장", f"새벽 도시락 {number}호 감사상", "김미영", body, "사랑하는 딸 김하늘")


def render(number: int, design: str, orientation: str, folder: Path) -> tuple[float, float]:
    """Milliseconds by the clock, and of processor time; a busy machine stretches only the first."""
    started, worked = time.perf_counter(), time.process_time()
    render_certificate(award(number), folder / str(number), design=design, orientation=orientation, number=str(number))
    return (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        number = 1
        print(f"first certificate, fonts searched: {render(number, 'classic', '세로', folder)[0]:.0f} ms")
        everything: list[tuple[float, float]] = []
        for design in DESIGNS:
            line = []
            for orientation in ORIENTATIONS:
                times = []
                for _ in range(ROUNDS + 1):
                    number += 1
                    times.append(render(number, design, orientation, folder))
                everything += times[1:]  # the first one draws the frame
                line.append(f"{orientation} {statistics.median(clock for clock, _ in times[1:]):4.0f} ms")
            print(f"{design:10s} {'  '.join(line)}")
    clock, processor = zip(*everything, strict=True)
    print(
        f"warm, {len(everything)} certificates: median {statistics.median(clock):.0f} ms (to reach: <= 250 ms), "
        f"95 % within {statistics.quantiles(clock, n=20)[18]:.0f} ms; "
        f"processor time {statistics.median(processor):.0f} ms over two threads"
    )


if __name__ == "__main__":
    main()
