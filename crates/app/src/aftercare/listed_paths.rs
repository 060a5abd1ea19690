//! The paths of a listing, and which files a job removed by it.

use std::collections::HashSet;

use interactions::EnvironmentFile;

use super::listing::{Listing, WORKSPACE, path_of};
use super::sandbox_before::normalized;

/// The paths of a listing, to determine which files a job removed.
pub(super) struct ListedPaths {
    /// Paths of the files and of all their parent folders.
    paths: HashSet<String>,
    /// Size and time of last change of the files, where both are known.
    marks: HashSet<(i64, String)>,
    of_workspace: bool,
}

impl ListedPaths {
    pub(super) fn of(listing: &Listing) -> Self {
        let mut paths = HashSet::new();
        for path in listing.files.iter().filter_map(path_of).map(normalized) {
            let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
            paths.extend(folders.chain([path]).map(str::to_owned));
        }
        Self {
            paths,
            marks: listing.files.iter().filter_map(mark).collect(),
            of_workspace: listing.of_workspace,
        }
    }

    /// Returns true if a file that was known is now at another path: it keeps its size and its time.
    pub(super) fn has_renamed(&self, known: &[EnvironmentFile]) -> bool {
        known.iter().any(|file| {
            let is_missing =
                path_of(file).is_some_and(|path| !self.paths.contains(normalized(path)));
            is_missing && mark(file).is_some_and(|mark| self.marks.contains(&mark))
        })
    }

    /// Returns which of the earlier files the job removed. If none of them is left, not even under another name, the
    /// server has emptied or recreated the sandbox: then the job removed none, and they are to be put back into the
    /// next sandbox.
    pub(super) fn removed<'a>(
        &self,
        before: impl Iterator<Item = &'a str>,
        was_renamed: bool,
    ) -> HashSet<String> {
        let before = before.filter(|path| self.covers(path));
        let (left, missing): (Vec<_>, Vec<_>) = before.partition(|path| self.paths.contains(*path));
        match left.is_empty() && !was_renamed {
            true => HashSet::new(),
            false => missing.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Returns which of the files sent along with the job it removed. They were in the sandbox when it began, so
    /// anything that is listed shows that the sandbox is still the same.
    pub(super) fn removed_of_sent<'a>(
        &self,
        sent: impl Iterator<Item = &'a str>,
    ) -> HashSet<String> {
        let missing = sent.filter(|path| self.covers(path) && !self.paths.contains(*path));
        match self.paths.is_empty() {
            true => HashSet::new(),
            false => missing.map(str::to_owned).collect(),
        }
    }

    /// Returns true if the listing would have a file at this path. A listing of the workspace has no files outside it.
    /// If the workspace was not found, its files are not covered: a job works in it and does not remove it.
    fn covers(&self, path: &str) -> bool {
        let is_inside = path
            .strip_prefix(WORKSPACE)
            .is_some_and(|rest| rest.starts_with('/'));
        is_inside == self.of_workspace
    }
}

/// Returns what a file keeps when it is renamed.
fn mark(file: &EnvironmentFile) -> Option<(i64, String)> {
    Some((file.size_bytes?.0, file.modified.clone()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn removed(of_workspace: bool, listed: &[&str], before: &[&str]) -> Vec<String> {
        let file = |path: &&str| EnvironmentFile {
            path: Some((*path).to_owned()),
            ..EnvironmentFile::default()
        };
        let listing = Listing {
            files: listed.iter().map(file).collect(),
            of_workspace,
        };
        let removed = ListedPaths::of(&listing).removed(before.iter().copied(), false);
        let mut removed: Vec<_> = removed.into_iter().collect();
        removed.sort();
        removed
    }

    #[test]
    fn only_a_file_that_the_listing_covers_counts_as_removed() {
        let before = [
            "workspace/a.csv",
            "workspace/b.csv",
            "home/c.txt",
            "home/d.txt",
        ];
        assert_eq!(
            removed(true, &["workspace/a.csv"], &before),
            ["workspace/b.csv"]
        );
        assert_eq!(removed(false, &["home/c.txt"], &before), ["home/d.txt"]);
        let folder = ["workspace/a.csv", "workspace/node_modules"];
        assert!(
            removed(true, &["workspace/node_modules/x.js"], &folder)
                .contains(&folder[0].to_owned())
        );
    }

    #[test]
    fn a_sandbox_with_nothing_left_was_emptied_by_its_server() {
        let before = ["workspace/a.csv", "workspace/b.csv"];
        for listed in [&[][..], &["workspace/new.csv"]] {
            assert_eq!(removed(true, listed, &before), Vec::<String>::new());
            assert_eq!(removed(false, listed, &before), Vec::<String>::new());
        }
    }

    #[test]
    fn a_file_at_another_path_with_its_size_and_time_was_renamed() {
        let file = |path: &str, size: i64, modified: &str| EnvironmentFile {
            path: Some(path.to_owned()),
            size_bytes: Some(size.into()),
            modified: Some(modified.to_owned()),
            ..EnvironmentFile::default()
        };
        let (early, late) = ("2026-11-29T08:00:00Z", "2026-11-29T09:00:00Z");
        let known = [file("workspace/a.csv", 12, early)];
        let listed = |listed: EnvironmentFile| {
            ListedPaths::of(&Listing {
                files: vec![listed],
                of_workspace: true,
            })
        };
        let renamed = listed(file("/workspace/b.csv", 12, early));
        assert!(renamed.has_renamed(&known));
        let removed = renamed.removed(["workspace/a.csv"].into_iter(), true);
        assert!(removed.contains("workspace/a.csv"));
        for other in [
            file("/workspace/b.csv", 12, late),
            file("/workspace/b.csv", 13, early),
            file("/workspace/a.csv", 12, early),
        ] {
            assert!(!listed(other).has_renamed(&known));
        }
    }

    #[test]
    fn a_file_sent_along_that_is_not_listed_was_removed_unless_nothing_is() {
        let listing = |paths: &[&str]| {
            let file = |path: &&str| EnvironmentFile {
                path: Some((*path).to_owned()),
                ..EnvironmentFile::default()
            };
            ListedPaths::of(&Listing {
                files: paths.iter().map(file).collect(),
                of_workspace: true,
            })
        };
        let sent = || ["workspace/a.csv"].into_iter();
        assert_eq!(
            listing(&["workspace/b.csv"]).removed_of_sent(sent()).len(),
            1
        );
        assert!(
            listing(&["workspace/a.csv"])
                .removed_of_sent(sent())
                .is_empty()
        );
        assert!(listing(&[]).removed_of_sent(sent()).is_empty());
    }
}
