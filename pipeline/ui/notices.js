// Where saving a file fails, say so and offer the way out: KakaoTalk's in-app browser blocks downloads, and inside the
// huggingface.co frame the browser may forget drafts.
(function () {
  const korean = (navigator.language || "ko").startsWith("ko");
  const say = (ko, en) => (korean ? ko : en);

  function bar(text, linkText, href) {
    const note = document.createElement("div");
    note.id = "hanmadi-notice";
    note.setAttribute("role", "note");
    note.append(document.createTextNode(text + " "));
    const link = document.createElement("a");
    link.href = href;
    link.textContent = linkText;
    if (window.self !== window.top) link.target = "_blank";
    link.rel = "noopener";
    note.append(link);
    document.body.prepend(note);
  }

  function start() {
    if (korean) document.documentElement.lang = "ko";
    const here = location.href.split("#")[0];
    if (/KAKAOTALK/i.test(navigator.userAgent)) {
      bar(
        say("카카오톡 안에서는 파일 저장이 막혀 있습니다. 그림은 길게 눌러 저장하고, PDF는 밖에서 열어 받으세요.",
            "KakaoTalk's browser blocks downloads. Press and hold the picture to save it, or open this page outside."),
        say("다른 브라우저로 열기", "Open in my browser"),
        "kakaotalk://web/openExternal?url=" + encodeURIComponent(here)
      );
    } else if (window.self !== window.top) {
      bar(
        say("이 창에서는 쓰던 글이 지워질 수 있습니다.", "Drafts may be lost inside this frame."),
        say("새 창에서 열기", "Open in a new tab"),
        here
      );
    }
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
