changes-show = What changed
changes-hide = Show the file
changes-since = Since the version of { $when }
changes-same = Both versions say the same.
changes-sameSoFar = What is compared of both versions is the same. There is more than that in the file.
changes-leftOut = { $rows ->
    [one] { $rows } line as before
   *[other] { $rows } lines as before
    }
changes-before = Before
changes-after = After
changes-added = Added
changes-removed = Removed
changes-more = There is more than is shown here.
changes-rowsAdded = { $n ->
    [one] { $n } line added or changed
   *[other] { $n } lines added or changed
    }
changes-rowsRemoved = { $n ->
    [one] { $n } line removed or changed
   *[other] { $n } lines removed or changed
    }
changes-both = { $added }, { $removed }
