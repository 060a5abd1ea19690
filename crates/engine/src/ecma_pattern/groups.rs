//! The capturing groups of a pattern, which references may name before they begin.

/// The capturing groups of a pattern.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The name of each group, if it has one.
    names: Vec<Option<String>>,
}

impl Groups {
    pub(super) fn of(letters: &[char]) -> Self {
        let mut groups = Self::default();
        let (mut at, mut in_class) = (0, false);
        while let Some(letter) = letters.get(at) {
            at += 1;
            match letter {
                '\\' => at += 1,
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => match (letters.get(at), letters.get(at + 1)) {
                    (Some('?'), Some('<')) => {
                        let is_group = !matches!(letters.get(at + 2), Some('=' | '!'));
                        if is_group {
                            groups.names.push(name(letters, at + 2));
                        }
                    }
                    (Some('?'), _) => {}
                    _ => groups.names.push(None),
                },
                _ => {}
            }
        }
        groups
    }

    pub(super) fn count(&self) -> usize {
        self.names.len()
    }

    pub(super) fn have_names(&self) -> bool {
        self.names.iter().any(Option::is_some)
    }

    /// The numbers of the groups with a name; several if they are in different alternatives.
    pub(super) fn named(&self, name: &str) -> Vec<usize> {
        let named = self.names.iter().enumerate();
        let named = named.filter(|(_, of)| of.as_deref() == Some(name));
        named.map(|(index, _)| index + 1).collect()
    }
}

/// Reads a name up to its `>`.
pub(super) fn name(letters: &[char], start: usize) -> Option<String> {
    let rest = letters.get(start..)?;
    let end = rest.iter().position(|letter| *letter == '>')?;
    let (first, others) = rest[..end].split_first()?;
    let may_begin = |letter: char| letter.is_alphabetic() || letter == '$' || letter == '_';
    let is_name = may_begin(*first)
        && others
            .iter()
            .all(|letter| may_begin(*letter) || letter.is_alphanumeric());
    is_name.then(|| rest[..end].iter().collect())
}
