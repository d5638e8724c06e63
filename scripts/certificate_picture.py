"""Makes README's picture of three certificates: `python -m scripts.certificate_picture` writes docs/certificate.png."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.certificate import render_certificate

DATE = "2026-11-21"
GAP = 26  # pixels
UPRIGHT = (720, 1018)
ACROSS = (720, (UPRIGHT[1] - GAP) // 2)
CERTIFICATES = [
    (
        "classic",
        "세로",
        "2026-001",
        Award(
            "감사장",
            "새벽 도시락 감사상",
            "박영순",
            "어머니께서는 서른세 해 동안 하루도 빠짐없이 새벽 다섯 시에 일어나 자식들의 도시락을 손수 싸 "
            "주셨습니다. 그 따뜻한 밥 덕분에 저희가 이만큼 자랄 수 있었기에, 환갑을 맞으신 오늘 온 마음을 담아 "
            "이 감사장을 드립니다.",
            "딸 김지은",
        ),
    ),
    (
        "pet",
        "가로",
        "",
        Award(
            "표창장",
            "현관문 지킴이 특별상",
            "우리 강아지 보리",
            "위 강아지는 열두 해 동안 가족이 돌아올 때마다 현관까지 달려 나와 꼬리를 흔들어 주었고, "
            "힘든 날에는 말없이 곁을 지켜 주었기에 이 상을 드립니다.",
            "온 가족",
        ),
    ),
    (
        "company",
        "가로",
        "",
        Award(
            "공로상",
            "탕비실 커피 수호상",
            "개발2팀 김야근 대리",
            "위 사람은 거듭되는 야근 중에도 여덟 달 동안 탕비실 커피를 단 하루도 떨어뜨리지 않아 "
            "동료들의 아침을 지켜 냈으므로, 그 공로를 기려 이 상을 드립니다.",
            "개발2팀 일동",
        ),
    ),
]


def main() -> None:
    width = UPRIGHT[0] + ACROSS[0] + 3 * GAP
    board = Image.new("RGB", (width, UPRIGHT[1] + 2 * GAP), "#dfe3e8")
    places = [(GAP, GAP), (UPRIGHT[0] + 2 * GAP, GAP), (UPRIGHT[0] + 2 * GAP, ACROSS[1] + 2 * GAP)]
    with tempfile.TemporaryDirectory() as folder:
        for (design, orientation, number, award), place in zip(CERTIFICATES, places, strict=True):
            files = render_certificate(
                award, Path(folder), design=design, orientation=orientation, number=number, date=DATE
            )
            with Image.open(files.png) as page:
                size = UPRIGHT if orientation == "세로" else ACROSS
                board.paste(page.convert("RGB").resize(size, Image.Resampling.LANCZOS), place)
    path = Path(__file__).parents[1] / "docs" / "certificate.png"
    board.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=8, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
