# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

changes-show = ما تغيّر
changes-hide = عرض الملف
changes-since = منذ إصدار { $when }
changes-same = الإصداران متطابقان.
changes-sameSoFar = ما قورن من الإصدارين متطابق. في الملف أكثر من ذلك.
changes-leftOut = { $rows ->
    [zero] كما كانت: لا صفوف
    [one] كما كانت: صف واحد
    [two] كما كانت: صفان
    [few] كما كانت: { $rows } صفوف
    [many] كما كانت: { $rows } صفًا
   *[other] كما كانت: { $rows } صف
    }
changes-before = قبل
changes-after = بعد
changes-added = أُضيف
changes-removed = أُزيل
changes-more = هناك أكثر مما يُعرض هنا.
changes-rowsAdded = { $n ->
    [zero] أُضيف أو تغيّر: لا صفوف
    [one] أُضيف أو تغيّر: صف واحد
    [two] أُضيف أو تغيّر: صفان
    [few] أُضيف أو تغيّر: { $n } صفوف
    [many] أُضيف أو تغيّر: { $n } صفًا
   *[other] أُضيف أو تغيّر: { $n } صف
    }
changes-rowsRemoved = { $n ->
    [zero] أُزيل أو تغيّر: لا صفوف
    [one] أُزيل أو تغيّر: صف واحد
    [two] أُزيل أو تغيّر: صفان
    [few] أُزيل أو تغيّر: { $n } صفوف
    [many] أُزيل أو تغيّر: { $n } صفًا
   *[other] أُزيل أو تغيّر: { $n } صف
    }
changes-both = { $added }، { $removed }
