# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

transfers-title = بياناتك
transfers-export = تصدير كل شيء
transfers-exportSay = المحادثات والمهام والمجلدات والملفات والوكلاء ونصوص الجداول والنصوص غير المرسلة وما أُنفق والأسعار والإعدادات في ملف ‎.zip واحد. بلا مفاتيح ولا أذونات ولا برامج أدوات. يستطيع Errand استيراده من جديد.
transfers-exportButton = تصدير
transfers-import = استيراد
transfers-importSay = أرشيف من Errand، أو تصدير من ChatGPT أو Claude أو Google AI Studio. ما هو هنا يبقى كما هو.
transfers-importButton = اختر ملفات
transfers-withSettings = خذ الإعدادات من الأرشيف أيضًا
transfers-withSettingsSay = ومنها عناوين الخوادم، فلا تشغّل هذا إلا لأرشيف كتبته بنفسك.
transfers-backup = نسخة احتياطية كل أسبوع
transfers-backupSay = أرشيف في مجلد لك. تُحفظ الثلاثة الأخيرة.
transfers-backupIn = في { $folder }. تُحفظ الثلاثة الأخيرة.
transfers-backupLast = صُنعت الأخيرة { $when }.
transfers-backupNone = لم تُصنع أي منها بعد.
transfers-backupFailed = أخفقت المحاولة الأخيرة: { $message }
transfers-folder = اختر مجلدًا
transfers-backupNow = انسخ الآن
transfers-work-export = جارٍ التصدير
transfers-work-backup = جارٍ النسخ
transfers-work-import = جارٍ الاستيراد
transfers-progress = مقدار التقدم
transfers-stop = إيقاف
transfers-show = عرض في المجلد
transfers-schedules = جداول من أرشيف
transfers-schedulesSay = ليست على أي خادم، لذا لا تعمل. أنشئ من جديد ما تريده منها.
transfers-forget = انسه
transfers-make = أنشئه من جديد
transfers-from = من { $program }
transfers-menu = تصدير
transfers-form-markdown = Markdown
transfers-form-page = صفحة
transfers-form-json = JSON
transfers-formSay-markdown = نص يفتحه أي محرر.
transfers-formSay-page = صفحة واحدة بالأجوبة والمصادر والصور والكلفة. يفتحها أي متصفح ويطبعها، بدون Errand.
transfers-formSay-json = كل ما هو مسجل، للبرامج.
transfers-exported = حُفظ باسم { $path }.
transfers-record-open = ما حدث
transfers-record-title = ما حدث
transfers-record-none = لا أحداث محفوظة لهذا الطلب. ما يُعرف عنه في الجواب.
transfers-record-sum = { $n ->
    [zero] لا أحداث، { $size }
    [one] حدث واحد، { $size }
    [two] حدثان، { $size }
    [few] { $n } أحداث، { $size }
    [many] { $n } حدثًا، { $size }
   *[other] { $n } حدث، { $size }
    }
transfers-record-kinds = أنواع الأحداث
transfers-record-kind-state = الحال
transfers-record-kind-answer = الجواب
transfers-record-kind-thought = الأفكار
transfers-record-kind-tool = الأدوات
transfers-record-kind-error = الأخطاء
transfers-record-kind-other = أخرى
transfers-record-find = ابحث في الأحداث
transfers-record-noneFound = لا حدث مطابق.
transfers-record-more = المزيد
transfers-record-raw = الحدث كما جاء
transfers-record-number = الرقم
transfers-record-when = بعد
transfers-record-what = ماذا
transfers-record-size = الحجم
transfers-record-tokens = الرموز
transfers-record-replay = تصفّحه خطوة خطوة
transfers-record-moment = بعد الحدث { $n } من { $of }
transfers-record-empty = لا شيء يُرى بعد.
transfers-percent = { $n } %
transfers-conversations = { $n ->
    [zero] لا محادثات
    [one] محادثة واحدة
    [two] محادثتان
    [few] { $n } محادثات
    [many] { $n } محادثة
   *[other] { $n } محادثة
    }
transfers-turns = { $n ->
    [zero] لا طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $n } طلبات
    [many] { $n } طلبًا
   *[other] { $n } طلب
    }
transfers-agents = { $n ->
    [zero] لا وكلاء
    [one] وكيل واحد
    [two] وكيلان
    [few] { $n } وكلاء
    [many] { $n } وكيلًا
   *[other] { $n } وكيل
    }
transfers-scheduleTexts = { $n ->
    [zero] نصوص الجداول: لا جداول
    [one] نصوص الجداول: جدول واحد
    [two] نصوص الجداول: جدولان
    [few] نصوص الجداول: { $n } جداول
    [many] نصوص الجداول: { $n } جدولًا
   *[other] نصوص الجداول: { $n } جدول
    }
transfers-written = كُتب: { $conversations }، { $files }، { $size }.
transfers-missing = { $n ->
    [zero] لم تعد على هذا الحاسوب، فليست في الأرشيف: لا ملفات.
    [one] لم تعد على هذا الحاسوب، فليست في الأرشيف: ملف واحد.
    [two] لم تعد على هذا الحاسوب، فليست في الأرشيف: ملفان.
    [few] لم تعد على هذا الحاسوب، فليست في الأرشيف: { $n } ملفات.
    [many] لم تعد على هذا الحاسوب، فليست في الأرشيف: { $n } ملفًا.
   *[other] لم تعد على هذا الحاسوب، فليست في الأرشيف: { $n } ملف.
    }
transfers-stopped = أُوقف. لم يتغير شيء.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
transfers-imported = استُورد: { $what }.
transfers-importedFrom = استُورد من { $from }: { $what }.
transfers-nothing = لا جديد.
transfers-nothingFrom = لا جديد من { $from }.
transfers-known = { $n ->
    [zero] كان هنا من قبل وبقي كما كان: لا طلبات.
    [one] كان هنا من قبل وبقي كما كان: طلب واحد.
    [two] كان هنا من قبل وبقي كما كان: طلبان.
    [few] كان هنا من قبل وبقي كما كان: { $n } طلبات.
    [many] كان هنا من قبل وبقي كما كان: { $n } طلبًا.
   *[other] كان هنا من قبل وبقي كما كان: { $n } طلب.
    }
transfers-stoppedEarly = أوقفته قبل النهاية. استورده من جديد لتحصل على الباقي.
transfers-leftOut-conversation = { $n ->
    [zero] محادثات لا يمكن قراءتها: لا محادثات
    [one] محادثات لا يمكن قراءتها: محادثة واحدة
    [two] محادثات لا يمكن قراءتها: محادثتان
    [few] محادثات لا يمكن قراءتها: { $n } محادثات
    [many] محادثات لا يمكن قراءتها: { $n } محادثة
   *[other] محادثات لا يمكن قراءتها: { $n } محادثة
    }
transfers-leftOut-empty = { $n ->
    [zero] محادثات فارغة: لا محادثات
    [one] محادثات فارغة: محادثة واحدة
    [two] محادثات فارغة: محادثتان
    [few] محادثات فارغة: { $n } محادثات
    [many] محادثات فارغة: { $n } محادثة
   *[other] محادثات فارغة: { $n } محادثة
    }
transfers-leftOut-tool = { $n ->
    [zero] خطوات بأدوات: لا خطوات
    [one] خطوات بأدوات: خطوة واحدة
    [two] خطوات بأدوات: خطوتان
    [few] خطوات بأدوات: { $n } خطوات
    [many] خطوات بأدوات: { $n } خطوة
   *[other] خطوات بأدوات: { $n } خطوة
    }
transfers-leftOut-file = { $n ->
    [zero] ملفات ليست في التصدير: لا ملفات
    [one] ملفات ليست في التصدير: ملف واحد
    [two] ملفات ليست في التصدير: ملفان
    [few] ملفات ليست في التصدير: { $n } ملفات
    [many] ملفات ليست في التصدير: { $n } ملفًا
   *[other] ملفات ليست في التصدير: { $n } ملف
    }
transfers-leftOut-other = { $n ->
    [zero] مدخلات لا يعرفها Errand: لا مدخلات
    [one] مدخلات لا يعرفها Errand: مدخل واحد
    [two] مدخلات لا يعرفها Errand: مدخلان
    [few] مدخلات لا يعرفها Errand: { $n } مدخلات
    [many] مدخلات لا يعرفها Errand: { $n } مدخلًا
   *[other] مدخلات لا يعرفها Errand: { $n } مدخل
    }
transfers-record-ms = { $ms } م.ث
# A sentence, and what was said: "The stream failed: timeout".
transfers-record-saying = { $what }: { $words }
transfers-record-taken = قبله الخادم
transfers-record-isNow = حاله الآن: { $state }
transfers-record-isElse = هو الآن في حال أخرى
transfers-record-ended = انتهى
transfers-record-endedAs = انتهى: { $state }
transfers-record-begins = تبدأ الخطوة { $step }، { $type }
transfers-record-resultOf = نتيجة: { $tool }
transfers-record-state-queued = ينتظر دوره
transfers-record-state-in_progress = قيد التنفيذ
transfers-record-state-requires_action = ينتظر إجابة
transfers-record-state-requires_continuation = انقطع وله بقية
transfers-record-state-completed = مكتمل
transfers-record-state-failed = فشل
transfers-record-state-cancelled = متوقف
transfers-record-state-idle = ينتظر إدخالًا
transfers-record-state-incomplete = غير مكتمل
transfers-record-state-budget_exceeded = بلغ حدّه
transfers-record-type-user_input = سؤال
transfers-record-type-model_output = إجابة
transfers-record-type-thought = تفكير
transfers-record-type-function = أداة من هذا الحاسوب
transfers-record-type-code_execution = شيفرة
transfers-record-type-url_context = قراءة صفحات
transfers-record-type-google_search = بحث في الويب
transfers-record-type-google_maps = بحث في الخريطة
transfers-record-type-file_search = بحث في الملفات
transfers-record-type-mcp_server_tool = أداة من خادم
transfers-record-type-retrieval = بحث في مخزن
transfers-record-type-processing = معالجة
transfers-record-type-tool_search = اختيار الأدوات
transfers-record-whole = اكتملت الخطوة { $step }
transfers-record-streamFailed = أخفق التدفق
transfers-record-words = كلمات
transfers-record-part = جزء من الجواب
transfers-record-thought = فكرة
transfers-record-mark = علامة على فكرة
transfers-record-toolWork = المزيد من عمل أداة
transfers-record-moreOfStep = المزيد من خطوة
transfers-record-unknown = شيء لا يعرفه هذا الإصدار
