changes-show = What changed
changes-hide = Show the file
changes-since = Since the version of { $when }
changes-same = Both versions say the same.
changes-leftOut = { $rows ->
    [one] { $rows } row as before
   *[other] { $rows } rows as before
    }
changes-before = Before
changes-after = After
changes-added = Added
changes-removed = Removed
changes-more = There is more than is shown here.
changes-rowsAdded = { $n ->
    [one] { $n } row added or changed
   *[other] { $n } rows added or changed
    }
changes-rowsRemoved = { $n ->
    [one] { $n } row removed or changed
   *[other] { $n } rows removed or changed
    }
changes-both = { $added }, { $removed }
