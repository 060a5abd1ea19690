search-title = Search
search-label = Find words in everything
search-placeholder = Find words in chats, jobs and files
search-none = Nothing holds “{ $query }”.
search-noneHere = Nothing holds “{ $query }” here. Search in everything to find more.
search-hint = Every chat and job on this computer is searched, with the text of its files; of a long file only the beginning. Any part of a word is found, in any language; words between quotes are found as they stand. Nothing is sent.
search-incomplete = What you wrote some time ago is still being prepared for search. The newest is found already.
search-inFile = In the file “{ $name }”
search-inSent = In “{ $name }”, which you sent along
search-inStep = On the way to the answer
search-count = { $n ->
    [one] { $n } place
   *[other] { $n } places
    }
search-where = Where to search
search-everything = Everything
search-chats = Chats
search-jobs = Jobs
search-files = Files
search-when = When
search-anyTime = Any time
search-today = Today
search-week = The last 7 days
search-month = The last 30 days
search-year = The last year
search-who = Who was asked
search-anybody = Anybody
