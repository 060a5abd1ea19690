# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

search-title = البحث
search-label = ابحث عن كلمات في كل شيء
search-placeholder = ابحث عن كلمات في المحادثات والمهام والملفات
search-none = لا شيء يحتوي على «{ $query }».
search-noneHere = لا شيء هنا يحتوي على «{ $query }». ابحث في كل شيء لتجد المزيد.
search-hint = يُبحث في كل محادثة ومهمة على هذا الحاسوب، مع نص ملفاتها؛ ومن الملف الطويل البداية فقط. يوجد أي جزء من الكلمة، بأي لغة؛ والكلمات بين علامتي اقتباس كما هي. لا يُرسل شيء.
search-incomplete = ما كتبته منذ زمن ما زال يُعدّ للبحث. الأحدث يوجد من الآن.
search-inFile = في الملف «{ $name }»
search-inSent = في «{ $name }» الذي أرسلته
search-inStep = في الطريق إلى الجواب
search-count = { $n ->
    [zero] لا مواضع
    [one] موضع واحد
    [two] موضعان
    [few] { $n } مواضع
    [many] { $n } موضعًا
   *[other] { $n } موضع
    }
search-where = أين يُبحث
search-everything = كل شيء
search-chats = المحادثات
search-jobs = المهام
search-files = الملفات
search-when = متى
search-anyTime = أي وقت
search-today = اليوم
search-week = آخر 7 أيام
search-month = آخر 30 يومًا
search-year = آخر سنة
search-who = من سُئل
search-anybody = أي أحد
