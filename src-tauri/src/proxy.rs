//! The proxy in the desktop's own settings.

/// Returns the proxy for this URL, with its scheme; `None` for a direct connection. Blocks: a desktop may run a
/// script to find it.
#[cfg(target_os = "linux")]
pub(crate) fn of_desktop(url: &str) -> Option<String> {
    use gio::prelude::ProxyResolverExt;
    // GIO uses a module of its own for GNOME's settings and libproxy for KDE's and automatic ones, whichever is
    // installed.
    let proxies = gio::ProxyResolver::default().lookup(url, gio::Cancellable::NONE);
    match proxies {
        Ok(proxies) => first(proxies.iter().map(|proxy| proxy.as_str())),
        Err(error) => {
            tracing::warn!(%error, "the desktop does not say which proxy it uses");
            None
        }
    }
}

/// Returns the proxy for this URL, with its scheme; `None` for a direct connection. Blocks.
#[cfg(not(target_os = "linux"))]
pub(crate) fn of_desktop(url: &str) -> Option<String> {
    use hyper_util::client::proxy::matcher::Matcher;
    let proxy = Matcher::from_system().intercept(&url.parse().ok()?)?;
    first([proxy.uri().to_string().as_str()].into_iter())
}

/// Takes the first entry in the desktop's order of preference; `None` if that is a direct connection.
fn first<'a>(mut proxies: impl Iterator<Item = &'a str>) -> Option<String> {
    proxies
        .next()
        .filter(|proxy| !proxy.starts_with("direct://"))
        .map(str::to_owned)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    const INSIDE: &str = "ERRAND_TEST_DESKTOP_PROXY";

    #[test]
    fn the_settings_of_the_desktop_are_read() {
        if let Some(expected) = std::env::var_os(INSIDE) {
            let found = of_desktop("https://gemini.example/").unwrap_or_default();
            assert_eq!(found, expected.to_string_lossy());
            return;
        }
        for (settings, expected) in [
            ("[system/proxy]\nmode='none'\n", ""),
            (
                "[system/proxy]\nmode='manual'\n\
                 [system/proxy/https]\nhost='proxy.example'\nport=3128\n",
                "http://proxy.example:3128",
            ),
            (
                "[system/proxy]\nmode='manual'\nignore-hosts=['gemini.example']\n\
                 [system/proxy/https]\nhost='proxy.example'\nport=3128\n",
                "",
            ),
        ] {
            let home = std::env::temp_dir().join(format!("errand-proxy-{}", std::process::id()));
            let folder = home.join("glib-2.0/settings");
            std::fs::create_dir_all(&folder).expect("a folder for settings");
            std::fs::write(folder.join("keyfile"), settings).expect("settings");
            let mut inside =
                std::process::Command::new(std::env::current_exe().expect("this test"));
            inside
                .args([
                    "--exact",
                    "proxy::tests::the_settings_of_the_desktop_are_read",
                ])
                .env(INSIDE, expected)
                .env("XDG_CONFIG_HOME", &home)
                .env("XDG_CURRENT_DESKTOP", "GNOME")
                .env("GSETTINGS_BACKEND", "keyfile");
            for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
                inside.env_remove(name).env_remove(name.to_uppercase());
            }
            let ended = inside.output().expect("this test starts itself");
            let said = String::from_utf8_lossy(&ended.stdout);
            std::fs::remove_dir_all(&home).expect("the folder goes");
            assert!(
                ended.status.success() && said.contains("1 passed"),
                "{settings}{said}"
            );
        }
    }
}
