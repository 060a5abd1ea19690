//! LaTeX environments, such as `\\begin{align}`, which are often written without dollar signs around them.

const NAMES: &[&str] = &[
    "Bmatrix",
    "CD",
    "Vmatrix",
    "align",
    "alignat",
    "aligned",
    "alignedat",
    "array",
    "bmatrix",
    "bsmallmatrix",
    "cases",
    "darray",
    "dcases",
    "displaymath",
    "drcases",
    "eqnarray",
    "equation",
    "flalign",
    "gather",
    "gathered",
    "math",
    "matrix",
    "multline",
    "multlined",
    "pmatrix",
    "psmallmatrix",
    "rcases",
    "smallmatrix",
    "split",
    "subequations",
    "tikzcd",
    "vmatrix",
    "vsmallmatrix",
];

/// The end of an environment.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// There is no environment.
    None,
    /// The environment's end, or a part of its beginning, has not arrived.
    Open,
    /// The environment ends before this byte offset.
    At(usize),
}

/// Returns the end of the environment that begins at the start of `tex`.
pub(crate) fn end(tex: &str) -> End {
    const BEGIN: &str = "\\begin{";
    if BEGIN.starts_with(tex) && tex.len() > 1 {
        return End::Open;
    }
    let Some(rest) = tex.strip_prefix(BEGIN) else {
        return End::None;
    };
    let Some(length) = rest.find('}') else {
        let is_begun = NAMES
            .iter()
            .any(|name| name.starts_with(rest.trim_end_matches('*')) && !rest.starts_with('*'));
        return if is_begun { End::Open } else { End::None };
    };
    let name = &rest[..length];
    if !NAMES.contains(&name.strip_suffix('*').unwrap_or(name)) {
        return End::None;
    }
    let (begin, end) = (format!("\\begin{{{name}}}"), format!("\\end{{{name}}}"));
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        let closes = tex[at..].find(&end);
        let opens = tex[at..].find(&begin);
        match (opens, closes) {
            (_, None) => return End::Open,
            (Some(open), Some(close)) if open < close => {
                depth += 1;
                at += open + begin.len();
            }
            (_, Some(close)) => {
                at += close + end.len();
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return End::At(at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_of_formulas_ends_with_its_own_end() {
        let tex = "\\begin{align*}a&=b\\end{align*} and";
        assert_eq!(end(tex), End::At(tex.len() - 4));
        for open in ["\\b", "\\begin{", "\\begin{equ", "\\begin{cases} a"] {
            assert_eq!(end(open), End::Open, "{open}");
        }
        for other in ["\\begin{itemize}", "\\beta", "\\begin{do", "\\"] {
            assert_eq!(end(other), End::None, "{other}");
        }
    }
}
