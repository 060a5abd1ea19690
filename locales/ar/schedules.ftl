# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

schedules-title = الجداول
schedules-new = جدول جديد
schedules-none = يسلّم الجدول مهمة من تلقاء نفسه، مرة بعد مرة: كل اثنين الساعة 7، في أول الشهر. تُخبَر حين تنتهي كل منها، وتصل ملفاتها إلى هنا.
schedules-open = فتح «{ $name }»
schedules-next = التالي: { $at }
schedules-when-gemini = يشغّله Google من تلقاء نفسه، حتى وهذا الحاسوب مطفأ. ما أنشأه يصل إلى هنا فور عمل Errand من جديد. وما دام Errand لا يعمل، لا أحد يراقب حد شهرك.
schedules-when-local = يعمل على هذا الحاسوب ما دام Errand يعمل، بنافذته أو بدونها. ما حان وقته والحاسوب مطفأ أو نائم يُعوَّض مرة واحدة حين يعمل Errand من جديد.
schedules-where-gemini = لدى Gemini
schedules-where-local = على هذا الحاسوب
schedules-state-active = نشط
schedules-state-paused = متوقف مؤقتًا
schedules-state-month_limit = ينتظر حد الشهر
schedules-state-failing = أُوقف بعد إخفاقات
schedules-state-gone = ليس على خادمه
schedules-limit = متوقف مؤقتًا لأن حد هذا الشهر نفد. يتابع من تلقاء نفسه حين يبدأ شهر جديد، أو حين ترفع الحد في الإعدادات، الإنفاق.
schedules-gone = لم يعد خادمه يعرفه. احفظه من جديد، فيُنشأ من جديد.
schedules-problem = تعذر الاطلاع عليه: { $message }
schedules-last = آخر مرة: { $outcome }، { $at }
schedules-outcome-running = يعمل
schedules-outcome-done = انتهى
schedules-outcome-failed = أخفق
schedules-outcome-skipped = تُرك
schedules-outcome-timed_out = استغرق وقتًا طويلًا
schedules-outcome-needs_you = يحتاجك
schedules-missed = { $n ->
    [zero] مع مرات لاحقة فائتة: صفر مرات
    [one] مع مرات لاحقة فائتة: مرة واحدة
    [two] مع مرات لاحقة فائتة: مرتين
    [few] مع مرات لاحقة فائتة: { $n } مرات
    [many] مع مرات لاحقة فائتة: { $n } مرة
   *[other] مع مرات لاحقة فائتة: { $n } مرة
    }
schedules-byHand = شُغّل يدويًا
schedules-due = موعده { $at }
schedules-name = الاسم
schedules-namePlaceholder = تقرير أسبوعي
schedules-what = ما المطلوب إنجازه
schedules-whatPlaceholder = صف المهمة كما لو كانت لمرة واحدة. تجد المرات اللاحقة ما تركته السابقة في بيئتها المعزولة.
schedules-who = من ينجزه
schedules-nobody = لا أحد يستطيع إنجاز المهام بعد. صل Gemini أو شغّل نموذج هذا الحاسوب أولًا.
schedules-internet = الإنترنت لبرامجه
schedules-how = متى
schedules-often-day = كل يوم
schedules-often-weekdays = أيام العمل
schedules-often-week = كل أسبوع
schedules-often-month = كل شهر
schedules-often-own = بكلماتي
schedules-weekday = يوم الأسبوع
schedules-dayOfMonth = يوم الشهر
schedules-time = الوقت
schedules-words = بالكلمات
schedules-wordsPlaceholder = every Monday at 7
schedules-wordsSay = بالإنجليزية، مثل «weekdays at 18:30» أو «on the 1st and 15th of the month at 8» أو «every 2 hours». ويصلح سطر cron أيضًا.
schedules-reads = يعمل { $words }.
schedules-readsCron = يعمل حسب سطر cron هذا.
schedules-zone = حسب ساعات { $zone }.
schedules-nextThree = المرات التالية، كما تعرضها ساعتك
schedules-never = لا يأتي أبدًا.
schedules-cron = cron: { $line }
schedules-leftOut = في { $day } تُقدَّم الساعات ولا وجود للوقت { $planned }: يعمل في { $runs }.
schedules-twice = في { $day } تُؤخَّر الساعات ويأتي الوقت { $planned } مرتين: يعمل في المرة الأولى فقط.
schedules-google = في { $day } تُغيَّر الساعات عند { $planned }. لا يقول Google ماذا يفعل عندئذ.
schedules-save = حفظ
schedules-saving = جارٍ الحفظ
schedules-cancel = تجاهل
schedules-saved = حُفظ «{ $name }».
schedules-saveFirst = احفظ هذا الجدول أو اتركه أولًا.
schedules-run = شغّل الآن
schedules-pause = إيقاف مؤقت
schedules-goOn = دعه يتابع
schedules-runs = المرات
schedules-noRuns = لم يعمل بعد.
schedules-openRun = فتح
schedules-remove = حذف
schedules-removeTitle = حذف «{ $name }»؟
schedules-removeSay = يُحذف هنا الآن، وعلى خادمه فور إمكان الوصول إليه. المهام التي أنشأها تبقى.
schedules-discardTitle = المغادرة بدون حفظ؟
schedules-discardSay = يُفقد ما غيّرته.
schedules-discard = تجاهل
schedules-stay = متابعة
schedules-autostart = تشغيل Errand مع الحاسوب
schedules-autostartSay = بلا نافذة. هكذا فقط تعمل جداول هذا الحاسوب قبل أن تفتح Errand.
schedules-autostartUnknown = لا يعرف Errand طريقة لبدء البرامج في سطح المكتب هذا. افتح Errand بعد كل تشغيل للحاسوب.
schedules-ask = تشغيل Errand مع الحاسوب؟
schedules-askSay = لا تعمل جداول هذا الحاسوب إلا ما دام Errand يعمل. يبدأ بلا نافذة ويوجد في شريط النظام. يمكنك تغيير ذلك في هذه الصفحة.
schedules-askYes = شغّله
schedules-askNo = ليس الآن
schedules-failed = { $n ->
    [zero] أوقفه خادمه بعد صفر إخفاقات. { $reason } أصلح الخلل، ثم دعه يتابع.
    [one] أوقفه خادمه بعد إخفاق واحد. { $reason } أصلح الخلل، ثم دعه يتابع.
    [two] أوقفه خادمه بعد إخفاقين. { $reason } أصلح الخلل، ثم دعه يتابع.
    [few] أوقفه خادمه بعد { $n } إخفاقات متتالية. { $reason } أصلح الخلل، ثم دعه يتابع.
    [many] أوقفه خادمه بعد { $n } إخفاقًا متتاليًا. { $reason } أصلح الخلل، ثم دعه يتابع.
   *[other] أوقفه خادمه بعد { $n } إخفاق متتالٍ. { $reason } أصلح الخلل، ثم دعه يتابع.
    }
schedules-foreign = أُنشئت في مكان آخر
schedules-foreignSay = أنشأتها برامج أخرى لدى Google بالمفتاح نفسه. تعمل هناك؛ ويتركها Errand وشأنها ولا يأخذ منها شيئًا.
schedules-foreignState-active = نشط
schedules-foreignState-paused = متوقف مؤقتًا
schedules-foreignState-failing = أُوقف بعد إخفاقات
schedules-attach = إرفاق ملفات
schedules-attachSay = تكون لكل مرة. للملف الواحد 1 ميغابايت، وللكل معًا 2 ميغابايت.
schedules-toolsAsk = ما يسأل أولًا ينتظرك: تتوقف المرة هناك بحالة «يحتاجك» ويصلك إشعار.
schedules-toolsGone = بعض أدواته لم تعد هنا. يعمل من دونها؛ افتحه لتغيير ذلك.
schedules-toolsKept = يحتفظ { $owner } مع هذا الجدول بعنوان الخوادم التي تُستدعى دون سؤال وترويساتها إلى أن تغيّره أو تحذفه.
