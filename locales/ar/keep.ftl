# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

keep-title = بياناتك
keep-export = تصدير كل شيء
keep-exportSay = المحادثات والمهام والمجلدات والملفات والوكلاء ونصوص الجداول والنصوص غير المرسلة وما أُنفق والأسعار والإعدادات في ملف ‎.zip واحد. بلا مفاتيح ولا أذونات ولا برامج أدوات. يستطيع Errand استيراده من جديد.
keep-exportButton = تصدير
keep-import = استيراد
keep-importSay = أرشيف من Errand، أو تصدير من ChatGPT أو Claude أو Google AI Studio. ما هو هنا يبقى كما هو.
keep-importButton = اختر ملفات
keep-withSettings = خذ الإعدادات من الأرشيف أيضًا
keep-withSettingsSay = ومنها عناوين الخوادم، فلا تشغّل هذا إلا لأرشيف كتبته بنفسك.
keep-backup = نسخة احتياطية كل أسبوع
keep-backupSay = أرشيف في مجلد لك. تُحفظ الثلاثة الأخيرة.
keep-backupIn = في { $folder }. تُحفظ الثلاثة الأخيرة.
keep-backupLast = صُنعت الأخيرة { $when }.
keep-backupNone = لم تُصنع أي منها بعد.
keep-backupFailed = أخفقت المحاولة الأخيرة: { $message }
keep-folder = اختر مجلدًا
keep-backupNow = انسخ الآن
keep-work-export = جارٍ التصدير
keep-work-backup = جارٍ النسخ
keep-work-import = جارٍ الاستيراد
keep-progress = مقدار التقدم
keep-stop = إيقاف
keep-show = عرض في المجلد
keep-schedules = جداول من أرشيف
keep-schedulesSay = ليست على أي خادم، لذا لا تعمل. أنشئ من جديد ما تريده منها.
keep-forget = انسه
keep-make = أنشئه من جديد
keep-from = من { $program }
keep-menu = تصدير
keep-form-markdown = Markdown
keep-form-page = صفحة
keep-form-json = JSON
keep-formSay-markdown = نص يفتحه أي محرر.
keep-formSay-page = صفحة واحدة بالأجوبة والمصادر والصور والكلفة. يفتحها أي متصفح ويطبعها، بدون Errand.
keep-formSay-json = كل ما هو مسجل، للبرامج.
keep-exported = حُفظ باسم { $path }.
keep-record-open = ما حدث
keep-record-title = ما حدث
keep-record-none = لا أحداث محفوظة لهذا الطلب. ما يُعرف عنه في الجواب.
keep-record-sum = { $n ->
    [zero] لا أحداث، { $size }
    [one] حدث واحد، { $size }
    [two] حدثان، { $size }
    [few] { $n } أحداث، { $size }
    [many] { $n } حدثًا، { $size }
   *[other] { $n } حدث، { $size }
    }
keep-record-kinds = أنواع الأحداث
keep-record-kind-state = الحال
keep-record-kind-answer = الجواب
keep-record-kind-thought = الأفكار
keep-record-kind-tool = الأدوات
keep-record-kind-error = الأخطاء
keep-record-kind-other = أخرى
keep-record-find = ابحث في الأحداث
keep-record-noneFound = لا حدث مطابق.
keep-record-more = المزيد
keep-record-raw = الحدث كما جاء
keep-record-number = الرقم
keep-record-when = بعد
keep-record-what = ماذا
keep-record-size = الحجم
keep-record-tokens = الرموز
keep-record-replay = تصفّحه خطوة خطوة
keep-record-moment = بعد الحدث { $n } من { $of }
keep-record-empty = لا شيء يُرى بعد.
keep-percent = { $n } %
keep-conversations = { $n ->
    [zero] لا محادثات
    [one] محادثة واحدة
    [two] محادثتان
    [few] { $n } محادثات
    [many] { $n } محادثة
   *[other] { $n } محادثة
    }
keep-turns = { $n ->
    [zero] لا طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $n } طلبات
    [many] { $n } طلبًا
   *[other] { $n } طلب
    }
keep-agents = { $n ->
    [zero] لا وكلاء
    [one] وكيل واحد
    [two] وكيلان
    [few] { $n } وكلاء
    [many] { $n } وكيلًا
   *[other] { $n } وكيل
    }
keep-scheduleTexts = { $n ->
    [zero] نصوص الجداول: لا جداول
    [one] نصوص الجداول: جدول واحد
    [two] نصوص الجداول: جدولان
    [few] نصوص الجداول: { $n } جداول
    [many] نصوص الجداول: { $n } جدولًا
   *[other] نصوص الجداول: { $n } جدول
    }
keep-written = كُتب: { $conversations }، { $files }، { $size }.
keep-missing = { $n ->
    [zero] لم تعد على هذا الحاسوب، فليست في الأرشيف: لا ملفات.
    [one] لم تعد على هذا الحاسوب، فليست في الأرشيف: ملف واحد.
    [two] لم تعد على هذا الحاسوب، فليست في الأرشيف: ملفان.
    [few] لم تعد على هذا الحاسوب، فليست في الأرشيف: { $n } ملفات.
    [many] لم تعد على هذا الحاسوب، فليست في الأرشيف: { $n } ملفًا.
   *[other] لم تعد على هذا الحاسوب، فليست في الأرشيف: { $n } ملف.
    }
keep-stopped = أُوقف. لم يتغير شيء.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
keep-imported = استُورد: { $what }.
keep-importedFrom = استُورد من { $from }: { $what }.
keep-nothing = لا جديد.
keep-nothingFrom = لا جديد من { $from }.
keep-known = { $n ->
    [zero] كان هنا من قبل وبقي كما كان: لا طلبات.
    [one] كان هنا من قبل وبقي كما كان: طلب واحد.
    [two] كان هنا من قبل وبقي كما كان: طلبان.
    [few] كان هنا من قبل وبقي كما كان: { $n } طلبات.
    [many] كان هنا من قبل وبقي كما كان: { $n } طلبًا.
   *[other] كان هنا من قبل وبقي كما كان: { $n } طلب.
    }
keep-stoppedEarly = أوقفته قبل النهاية. استورده من جديد لتحصل على الباقي.
keep-leftOut-conversation = { $n ->
    [zero] محادثات لا يمكن قراءتها: لا محادثات
    [one] محادثات لا يمكن قراءتها: محادثة واحدة
    [two] محادثات لا يمكن قراءتها: محادثتان
    [few] محادثات لا يمكن قراءتها: { $n } محادثات
    [many] محادثات لا يمكن قراءتها: { $n } محادثة
   *[other] محادثات لا يمكن قراءتها: { $n } محادثة
    }
keep-leftOut-empty = { $n ->
    [zero] محادثات فارغة: لا محادثات
    [one] محادثات فارغة: محادثة واحدة
    [two] محادثات فارغة: محادثتان
    [few] محادثات فارغة: { $n } محادثات
    [many] محادثات فارغة: { $n } محادثة
   *[other] محادثات فارغة: { $n } محادثة
    }
keep-leftOut-tool = { $n ->
    [zero] خطوات بأدوات: لا خطوات
    [one] خطوات بأدوات: خطوة واحدة
    [two] خطوات بأدوات: خطوتان
    [few] خطوات بأدوات: { $n } خطوات
    [many] خطوات بأدوات: { $n } خطوة
   *[other] خطوات بأدوات: { $n } خطوة
    }
keep-leftOut-file = { $n ->
    [zero] ملفات ليست في التصدير: لا ملفات
    [one] ملفات ليست في التصدير: ملف واحد
    [two] ملفات ليست في التصدير: ملفان
    [few] ملفات ليست في التصدير: { $n } ملفات
    [many] ملفات ليست في التصدير: { $n } ملفًا
   *[other] ملفات ليست في التصدير: { $n } ملف
    }
keep-leftOut-other = { $n ->
    [zero] مدخلات لا يعرفها Errand: لا مدخلات
    [one] مدخلات لا يعرفها Errand: مدخل واحد
    [two] مدخلات لا يعرفها Errand: مدخلان
    [few] مدخلات لا يعرفها Errand: { $n } مدخلات
    [many] مدخلات لا يعرفها Errand: { $n } مدخلًا
   *[other] مدخلات لا يعرفها Errand: { $n } مدخل
    }
keep-record-ms = { $ms } م.ث
# A sentence, and what was said: "The stream failed: timeout".
keep-record-saying = { $what }: { $words }
keep-record-taken = قبله الخادم
keep-record-isNow = حاله الآن: { $state }
keep-record-isElse = هو الآن في حال أخرى
keep-record-ended = انتهى
keep-record-endedAs = انتهى: { $state }
keep-record-begins = تبدأ الخطوة { $step }، { $type }
keep-record-resultOf = نتيجة: { $tool }
keep-record-state-queued = ينتظر دوره
keep-record-state-in_progress = قيد التنفيذ
keep-record-state-requires_action = ينتظر إجابة
keep-record-state-requires_continuation = انقطع وله بقية
keep-record-state-completed = مكتمل
keep-record-state-failed = فشل
keep-record-state-cancelled = متوقف
keep-record-state-idle = ينتظر إدخالًا
keep-record-state-incomplete = غير مكتمل
keep-record-state-budget_exceeded = بلغ حدّه
keep-record-type-user_input = سؤال
keep-record-type-model_output = إجابة
keep-record-type-thought = تفكير
keep-record-type-function = أداة من هذا الحاسوب
keep-record-type-code_execution = شيفرة
keep-record-type-url_context = قراءة صفحات
keep-record-type-google_search = بحث في الويب
keep-record-type-google_maps = بحث في الخريطة
keep-record-type-file_search = بحث في الملفات
keep-record-type-mcp_server_tool = أداة من خادم
keep-record-type-retrieval = بحث في مخزن
keep-record-type-processing = معالجة
keep-record-type-tool_search = اختيار الأدوات
keep-record-whole = اكتملت الخطوة { $step }
keep-record-streamFailed = أخفق التدفق
keep-record-words = كلمات
keep-record-part = جزء من الجواب
keep-record-thought = فكرة
keep-record-mark = علامة على فكرة
keep-record-toolWork = المزيد من عمل أداة
keep-record-moreOfStep = المزيد من خطوة
keep-record-unknown = شيء لا يعرفه هذا الإصدار
