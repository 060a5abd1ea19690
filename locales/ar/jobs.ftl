# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

jobs-errand = المهمة
jobs-result = النتيجة
jobs-done = ما أُنجز
jobs-doing = ما يحدث
jobs-files = الملفات
jobs-new = مهمة جديدة
jobs-choose = اختر مهمة من القائمة، أو سلّم واحدة جديدة.
jobs-chooseChat = اختر محادثة من القائمة، أو ابدأ واحدة جديدة.
jobs-noneToChoose = لا مهمة بعد. سلّم الأولى.
jobs-noChatToChoose = لا محادثة بعد. ابدأ الأولى.
jobs-since = منذ { $ms }
jobs-took = استغرقت { $ms }
jobs-tokens = { $n } رمز
jobs-groups-running = تعمل
jobs-groups-needs_you = تحتاجك
jobs-groups-done = منتهية
jobs-groups-failed = أخفقت أو أُوقفت
jobs-noneYet = لم يحدث شيء بعد.
jobs-steps = { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتان
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
    }
jobs-note = ملاحظة
jobs-failedStep = أخفقت هذه الخطوة
jobs-failedStepOnly = أخفقت هذه الخطوة؛ وتابعت المهمة
jobs-byService = من الخدمة، لا من البيئة المعزولة
jobs-read = { $n ->
    [zero] قُرئت: لا صفحات
    [one] قُرئت: صفحة واحدة
    [two] قُرئت: صفحتان
    [few] قُرئت: { $n } صفحات
    [many] قُرئت: { $n } صفحة
   *[other] قُرئت: { $n } صفحة
    }
jobs-asked = طلب «{ $name }»
jobs-made = أنشأ «{ $name }»
jobs-other = خطوة من نوع «{ $kind }»
jobs-code = الشيفرة
jobs-output = الخرج
jobs-noOutput = لم يُطبع شيء.
jobs-arguments = السؤال
jobs-answer = الجواب
jobs-heardNow = وردت أخبار الآن
jobs-heardAgo = آخر خبر قبل { $span }
jobs-ran = شغّل { $language }
jobs-ranTimes = { $n ->
    [zero] شغّل { $language }، صفر مرات
    [one] شغّل { $language }، مرة واحدة
    [two] شغّل { $language }، مرتين
    [few] شغّل { $language }، { $n } مرات
    [many] شغّل { $language }، { $n } مرة
   *[other] شغّل { $language }، { $n } مرة
    }
jobs-searchedWeb = بحث في الويب
jobs-searchedFor = بحث عن { $queries }
jobs-searchedPictures = بحث عن صور
jobs-searchedPicturesFor = بحث عن صور { $queries }
jobs-searchingPictures = يبحث عن صور
jobs-toolOnce = استخدم «{ $name }»
jobs-toolTimes = { $n ->
    [zero] استخدم «{ $name }»، صفر مرات
    [one] استخدم «{ $name }»، مرة واحدة
    [two] استخدم «{ $name }»، مرتين
    [few] استخدم «{ $name }»، { $n } مرات
    [many] استخدم «{ $name }»، { $n } مرة
   *[other] استخدم «{ $name }»، { $n } مرة
    }
jobs-pages-success = قُرئت
jobs-pages-error = تعذرت قراءتها
jobs-pages-paywall = خلف جدار دفع
jobs-pages-unsafe = فتحها غير آمن
jobs-pages-underWay = في الطريق

details-title = التفاصيل
details-by = أنجزه
details-where = أين
details-id = رقمه هناك
details-sandbox = البيئة المعزولة
details-started = بدأ
details-ended = انتهى
details-tokens = الرموز
details-tokensOf = قُرئ { $read }، كُتب { $written }، فُكّر { $thought }
details-raw = كل ما قاله الخادم
details-events = { $n ->
    [zero] لا أحداث
    [one] حدث واحد
    [two] حدثان
    [few] { $n } أحداث
    [many] { $n } حدثًا
   *[other] { $n } حدث
    }

jobs-filesBeside = { $n ->
    [zero] لا ملفات، بجانب هذا
    [one] ملف واحد، بجانب هذا
    [two] ملفان، بجانب هذا
    [few] { $n } ملفات، بجانب هذا
    [many] { $n } ملفًا، بجانب هذا
   *[other] { $n } ملف، بجانب هذا
    }
