# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

app = Errand

close = إغلاق

cancel = إلغاء

back = رجوع

copy = نسخ

copied = نُسخ

remove = إزالة «{ $name }»

# Of one of several: “Save: report.md”.
of = { $what }: { $which }

# With the key that does the same.
withKey = { $what } ({ $key })

more = المزيد

stop = إيقاف

loading = جارٍ الفتح

engine-gemini = Gemini
engine-local = هذا الحاسوب

kind-chat = محادثة
kind-job = مهمة

standing-running = يعمل
standing-needs_you = يحتاجك
standing-done = انتهى
standing-failed = أخفق
standing-stopped = أُوقف

announce-needs_you = { $job ->
    [yes] المهمة تحتاجك
   *[no] الجواب يحتاجك
    }
announce-done = { $job ->
    [yes] انتهت المهمة
   *[no] انتهى الجواب
    }
announce-failed = { $job ->
    [yes] أخفقت المهمة
   *[no] أخفق الجواب
    }
announce-stopped = أُوقف

nav-label = الرئيسية
nav-new = جديد
nav-chats = المحادثات
nav-jobs = المهام
nav-files = الملفات
nav-agents = الوكلاء
nav-schedules = الجداول
nav-search = البحث
nav-settings = الإعدادات
nav-recent = الأخيرة
nav-openList = عرض القائمة
nav-unread = لم يُقرأ بعد
nav-running = { $n ->
    [zero] قيد العمل: لا مهام
    [one] قيد العمل: مهمة واحدة
    [two] قيد العمل: مهمتان
    [few] قيد العمل: { $n } مهام
    [many] قيد العمل: { $n } مهمة
   *[other] قيد العمل: { $n } مهمة
    }
nav-noChats = محادثاتك تكون هنا.
nav-noJobs = مهامك تكون هنا.
nav-noRecent = ما تسأل عنه يكون هنا.

welcome-title = اسأل سؤالًا، أو سلّم مهمة كاملة
welcome-lead = يعمل Errand عليها، ويخبرك حين تنتهي، ويحفظ ما أنشأه على قرصك.
welcome-gemini = استخدم Gemini
welcome-geminiLead = تجيب نماذج Google، وتنجز المهام الطويلة على حواسيب Google.
welcome-geminiNeeds = يحتاج إلى مفتاح من Google. قد تتقاضى Google مقابلًا عن الاستخدام؛ ويعرض Errand مقداره التقريبي.
welcome-local = جرّبه على هذا الحاسوب
welcome-localLead = بلا حساب، ولا شيء يغادر هذا الحاسوب. النموذج صغير جدًا: جيد لنظرة أولى، وكثيرًا ما يخطئ.
welcome-localNeeds = لا شيء لإعداده.
welcome-localStarting = جارٍ تشغيل النموذج
welcome-keyPlaceholder = الصقه هنا
welcome-keyGet = احصل على مفتاح من { $owner }
welcome-keyWhere = يُحفظ في سلسلة مفاتيح هذا الحاسوب وليس في مكان آخر.
welcome-keySession = يبقى في الذاكرة حتى تنهي البرنامج، وليس في مكان آخر.
welcome-sessionOnly = احتفظ به حتى أنهي البرنامج فقط
welcome-connect = وصل
welcome-connecting = جارٍ سؤال { $owner }
welcome-connected = المفتاح يعمل.
welcome-chooseModel = اختر ملف نموذج
welcome-theme = يمكنك الجمع بينهما. غيّر ذلك لاحقًا في الإعدادات؛ هناك تصل أيضًا Ollama وOpenAI وغيرهما.
welcome-geminiKey = مفتاح Gemini الخاص بك
welcome-keyFor = مفتاحك لـ { $owner }

outcome-wrong_key = هذا المفتاح غير صحيح
    .say = لا يعرفه { $owner }. انسخ المفتاح كله والصقه من جديد.
outcome-no_permission = لا يُسمح لهذا المفتاح بذلك
    .say = يعرف { $owner } المفتاح، لكن لا إذن له باستخدام Gemini API. أنشئ واحدًا جديدًا، أو اسمح له بها.
outcome-region = غير متاح حيث أنت
    .say = لا يتيح { $owner } خدمة Gemini API في هذه المنطقة.
outcome-offline = لا اتصال
    .say = تعذر الوصول إلى { $owner }. تحقق من الشبكة، ثم حاول من جديد.
outcome-rate_limited = طلبات كثيرة الآن
    .say = المفتاح يعمل، لكن { $owner } يطلب الانتظار لحظة.
outcome-quota = نفدت حصة هذا المفتاح
    .say = حاول غدًا من جديد، أو ارفع الحصة لدى { $owner }.
outcome-no_keychain = لا سلسلة مفاتيح هنا
    .say = ليس في هذا الحاسوب سلسلة مفاتيح مفتوحة. يمكن أن يبقى المفتاح في الذاكرة حتى تنهي البرنامج.

start-lead = ماذا تريد إنجازه؟
start-try = أشياء للتجربة
start-away = انتهى أثناء غيابك
start-noEngine = لا أحد مُعدّ للإجابة بعد.
start-setUp = الإعداد في الإعدادات
start-late = ما زلت ساهرًا
start-morning = صباح الخير
start-afternoon = طاب نهارك
start-evening = مساء الخير
start-tries-explain = اشرح شيئًا
    .line = جواب فوري
    .text = اشرح كيف تعمل المضخة الحرارية، في خمس جمل يفهمها طفل في العاشرة.
start-tries-compare = قارن ثلاثة موردين
    .line = مهمة تترك جدولًا
    .text =
        قارن هؤلاء الموردين الثلاثة واكتب comparison.csv، ثم قل أيهم تختار ولماذا.

        Nordwerk: ‎4.20 للقطعة، التسليم 14 يومًا، الحد الأدنى 500
        Halden & Co: ‎4.65 للقطعة، التسليم 5 أيام، الحد الأدنى 100
        Primaplast: ‎3.90 للقطعة، التسليم 30 يومًا، الحد الأدنى 2000
start-tries-plan = خطط لعطلة نهاية أسبوع
    .line = مهمة تترك صفحة
    .text = خطط لعطلة نهاية أسبوع هادئة في خنت لشخصين يحبان المباني القديمة والخبز الجيد. اكتب plan.md بالأوقات والأماكن وسبب قصير لكل منها، وقل ما يجب التحقق منه قبل السفر.
start-tries-findDate = إيجاد تاريخ في نص
    .line = جواب فوري، بالإنجليزية
    .text =
        The garden group meets on 14 March at ten o'clock in the garden behind the school. Bring gloves and a spade. If it rains, we meet in the library.

        On which date is the meeting?
start-tries-askShort = طرح سؤال قصير
    .line = جواب فوري، بالإنجليزية
    .text = Which ocean is the largest?

who-label = من ينجزه
who-choose = اختر من ينجزه
who-errandsAgent = وكيل Errand
who-role-quick = جواب سريع
who-role-thinker = يفكر أطول
who-role-worker = ينجز المهمة في بيئة معزولة خاصة به
who-role-researcher = يبحث في الويب
who-role-painter = ينشئ الصور
who-role-speaker = يقرأ بصوت عالٍ
who-role-filmmaker = ينشئ الفيديو
who-role-own = وكيلك الخاص
who-role-other = نموذج آخر
who-retired = متقاعد. يحل محله { $by }.
who-here = على هذا الحاسوب
who-stays = يبقى على هذا الحاسوب
who-goes = يُرسل إلى { $host }
who-with = يفكر باستخدام { $model }
who-at = { $model }، { $provider }
who-none = لا أحد بعد

palette-label = انتقل أو نفّذ
palette-placeholder = انتقل إلى محادثة أو مهمة، أو نفّذ شيئًا
palette-none = لا شيء بهذا الاسم.
palette-go = انتقال
palette-do = تنفيذ
palette-theme = المظهر: { $name }
palette-startLocal = تشغيل النموذج على هذا الحاسوب

shortcuts-title = اختصارات لوحة المفاتيح
shortcuts-palette = انتقل إلى أي شيء أو نفّذه
shortcuts-new = جديد
shortcuts-find = البحث هنا
shortcuts-findAll = البحث في كل مكان
shortcuts-jobs = المهام
shortcuts-settings = الإعدادات
shortcuts-help = هذه الاختصارات
shortcuts-send = إرسال
shortcuts-line = سطر جديد
shortcuts-stop = إيقاف الجواب
shortcuts-edit = تعديل الطلب الأخير
shortcuts-panel = إظهار الملفات أو إخفاؤها
shortcuts-size = أكبر، أصغر، كالمعتاد
shortcuts-note = { $find } و{ $help } يعملان وحدهما أيضًا ما دمت لا تكتب.

stopAsk-title = { $job ->
    [yes] إيقاف هذه المهمة؟
   *[no] إيقاف هذا الجواب؟
    }
stopAsk-say = يعمل منذ { $ms }. ما وُجد حتى الآن يبقى.
stopAsk-stop = إيقاف
stopAsk-stay = دعه يعمل

link-title = فتح هذا العنوان في متصفحك؟
link-say = انظر إليه كاملًا أولًا.
link-open = فتح
link-copy = نسخ العنوان

quit-title = { $n ->
    [zero] تعمل على هذا الحاسوب: لا مهام
    [one] تعمل على هذا الحاسوب: مهمة واحدة
    [two] تعمل على هذا الحاسوب: مهمتان
    [few] تعمل على هذا الحاسوب: { $n } مهام
    [many] تعمل على هذا الحاسوب: { $n } مهمة
   *[other] تعمل على هذا الحاسوب: { $n } مهمة
    }
quit-say = إن أنهيت البرنامج، تتوقف المهام مؤقتًا حيث هي وتتابع عند البدء التالي.
quit-quit = إيقاف مؤقت وإنهاء
quit-stay = دعه يعمل

fatal-title = تعذر على Errand فتح سجله
fatal-ledger_newer = هذا السجل من إصدار أحدث من Errand
fatal-ledger_locked = برنامج آخر يستخدم السجل
fatal-ledger_corrupt = السجل تالف
fatal-disk_full = القرص ممتلئ
fatal-untouched = لم يتغير شيء.
fatal-where = هو هنا:

errors-unexpected = حدث خطأ داخل Errand.
errors-unconfirmed-message = ليس مؤكدًا أن هذا وصل.
errors-unconfirmed-hint = تحقق من جديد، أو أرسله من جديد؛ قد يكلف ذلك مرتين.

quoted = «{ $text }»

span-s = { $s } ث
span-min = { $min } د
span-minS = { $min } د { $s } ث
span-h = { $h } س
span-hMin = { $h } س { $min } د
span-d = { $d } ي

# What happened in a conversation that is not on the screen.
announceElsewhere = «{ $title }»: { $what }
