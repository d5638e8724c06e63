"""The awards task on the common road: a model's answer is parsed and checked, else the offline writer answers."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from pipeline.errors import EngineError, InvalidInput
from pipeline.serving.engine import Message, ModelIdentity, Options
from pipeline.tasks.awards import prompt
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.corpus import read_corpus
from pipeline.tasks.awards.request import understand
from pipeline.tasks.awards.task import awards, write_awards
from pipeline.tasks.task import AnswerFormatError

SAID = "33년 동안 새벽마다 도시락을 싸 주셨어요"


def request():
    return understand(SAID, "우리 엄마", "딸 지은", "감사장")


def answer_text(body: str = "귀하께서는 33년 동안 새벽마다 도시락을 싸 주셨기에 이 감사장을 드립니다.") -> str:
    return json.dumps(
        {"title": "새벽 도시락상", "recipient": "우리 엄마", "body": body, "giver": "딸 지은"}, ensure_ascii=False
    )


IDENTITY = ModelIdentity("gguf", repo="someone/model", revision="abcdef0123456789")


@dataclass
class SpokenEngine:
    """Says its texts one after another, in two pieces each, and remembers how it was asked."""

    texts: list[str]
    identity: ModelIdentity = IDENTITY
    context_size: int = 4096
    asked: list[Options] = field(default_factory=list)

    def stream(self, messages: Sequence[Message], options: Options) -> Iterator[str]:
        text = self.texts[min(len(self.asked), len(self.texts) - 1)]
        self.asked.append(options)
        if text == "broken":
            raise EngineError("모델이 멈췄습니다.")
        yield text[: len(text) // 2]
        yield text[len(text) // 2 :]

    def count_tokens(self, messages: Sequence[Message]) -> int:
        return sum(len(message["content"]) for message in messages)


def test_a_faithful_model_answers():
    label, written, notes = write_awards(request(), SpokenEngine([answer_text()]), 1)
    assert label == "someone/model@abcdef01"
    assert written[0].title == "새벽 도시락상"
    assert written[0].kind == "감사장"
    assert notes == []


def test_each_candidate_is_asked_for_with_a_seed_of_its_own():
    engine = SpokenEngine([answer_text()])
    write_awards(request(), engine, 3)
    assert len({options.seed for options in engine.asked}) == 3
    assert all(options.json_schema == prompt.SCHEMA for options in engine.asked)


@pytest.mark.parametrize(
    "text", [answer_text("귀하께서는 30년 동안 도시락을 싸 주셨기에 이 감사장을 드립니다."), "글쎄요"]
)
def test_a_model_that_errs_twice_gives_way_to_the_offline_writer(text):
    engine = SpokenEngine([text])
    label, written, notes = write_awards(request(), engine, 1)
    assert label == "offline"
    assert len(engine.asked) == 2
    assert "33년" in written[0].body
    assert any("오프라인" in note for note in notes)


def test_a_model_that_errs_once_is_asked_again():
    engine = SpokenEngine(["글쎄요", answer_text()])
    label, written, _ = write_awards(request(), engine, 1)
    assert label != "offline"
    assert written[0].title == "새벽 도시락상"


def test_a_broken_engine_gives_way_at_once():
    label, _, notes = write_awards(request(), SpokenEngine(["broken"]), 1)
    assert label == "offline"
    assert "모델이 멈췄습니다. 그래서 오프라인 작성기가 썼습니다." in notes


def test_three_offline_candidates_differ_and_keep_the_facts():
    label, written, _ = write_awards(request(), None)
    assert label == "offline"
    assert len({award.title for award in written}) == 3
    assert len({award.body for award in written}) == 3
    assert all("33년 동안 새벽마다 도시락을 싸 주셨" in award.body for award in written)
    assert all(awards.check(request(), award) == [] for award in written)


@pytest.mark.parametrize("count", [0, 6, -1])
def test_the_number_of_candidates_is_bounded(count):
    with pytest.raises(InvalidInput) as refusal:
        write_awards(request(), None, count)
    assert refusal.value.field == "count"


def test_prompt_holds_every_field_once_in_one_user_turn():
    (message,) = awards.messages(request())
    assert message["role"] == "user"
    for value in ("감사장", "감동", "우리 엄마", "딸 지은", SAID):
        assert message["content"].count(f": {value}") == 1


def test_what_is_written_is_read_back():
    award = Award("감사장", '‘새벽’ "도시락"상', "우리 엄마", "첫 줄\n둘째 줄", "딸 <지은>")
    assert prompt.parse(prompt.completion(award), "감사장") == award
    assert prompt.parse(f"```json\n{prompt.completion(award)}\n```", "감사장") == award


@pytest.mark.parametrize(
    "text", ["", "좋아요", "{", '{"title": "상"}', '{"title": 1, "recipient": "a", "body": "b", "giver": "c"}', "[]"]
)
def test_what_is_no_award_is_refused(text):
    with pytest.raises(AnswerFormatError):
        awards.parse(text)


ROW = {
    "request": "우리 엄마가 33년 동안 새벽마다 도시락을 싸 주셨어요",
    "recipient": "우리 엄마",
    "giver": "딸 지은",
    "kind": "감사장",
    "tone": "감동",
    "answer": json.loads(answer_text()),
    "scenario": "도시락",
}


def test_a_training_row_is_asked_as_a_visitor_is(tmp_path):
    (tmp_path / "rows.jsonl").write_text(json.dumps(ROW, ensure_ascii=False) + "\n", encoding="utf-8")
    (example,) = read_corpus(tmp_path)
    visitor = understand(ROW["request"], "우리 엄마", "딸 지은", "감사장", "감동")
    assert list(example.messages) == awards.messages(visitor)
    assert awards.parse(example.completion).title == "새벽 도시락상"
    assert (example.scenario, example.split) == ("도시락", "")
    assert awards.check(example.request, awards.parse(example.completion)) == []


def test_an_absent_corpus_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="no training rows"):
        list(read_corpus(tmp_path))


@pytest.mark.parametrize(
    "line",
    [
        "{",
        json.dumps({**ROW, "answer": "상장"}),
        json.dumps({**ROW, "request": ""}),
        json.dumps({**ROW, "split": "dev"}),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path, line):
    text = json.dumps(ROW, ensure_ascii=False) + "\n" + line + "\n"
    (tmp_path / "rows.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"rows\.jsonl line 2"):
        list(read_corpus(tmp_path))


def test_many_threads_get_what_one_gets():
    alone = write_awards(request(), None)[1]
    got: list[list[Award]] = []
    threads = [threading.Thread(target=lambda: got.append(write_awards(request(), None)[1])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [alone] * 8


def test_an_answer_takes_milliseconds_once_warm():
    write_awards(request(), None)
    texts = [f"{year}년 동안 매일 아침 동네 골목을 쓸고 어르신 {year}분께 우유를 배달했어요" for year in range(20, 30)]
    start = time.process_time()
    for text in texts:
        write_awards(understand(text, "이도윤"), None, 3)
    assert (time.process_time() - start) / len(texts) < 0.5  # bench/award_quality.py measures it; this only sees a fall
