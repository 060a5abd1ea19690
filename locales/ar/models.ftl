# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

models-title = النماذج
models-add = نماذج أكثر
models-addSay = Ollama أو LM Studio على هذا الحاسوب، وOpenAI وAnthropic وOpenRouter وغيرها بمفتاح منك.
models-addButton = إضافة
models-here = على هذا الحاسوب
models-looking = جارٍ البحث عن خوادم
models-noneFound = لم يُعثر على أي خادم نماذج
models-nFound = { $n ->
    [zero] لم يُعثر على خوادم
    [one] عُثر على خادم واحد
    [two] عُثر على خادمين
    [few] عُثر على { $n } خوادم
    [many] عُثر على { $n } خادمًا
   *[other] عُثر على { $n } خادم
}
models-take = وصل { $name }
models-vendors = بمفتاح منك
models-own = على حواسيبك
models-other = خادم آخر
models-address = العنوان
models-addressPlaceholder = https://api.example.com/v1
models-addressSay = ينتهي عادة بـ ‎/v1. قد يبدأ خادم في شبكتك بـ http://، لكنه لا يحصل عندئذ على مفتاح.
models-dialect = يتحدث مثل
models-dialects-openai = OpenAI (معظم الخوادم)
models-dialects-anthropic = Anthropic
models-key = مفتاحك لـ { $owner }
models-keyIfAny = المفتاح، إن أراد واحدًا
models-keyNone = فارغ إن لم يرد
models-connected = وُصل { $name }
models-goes = ما تكتبه لنماذجه يُرسل إلى { $host }.
models-goesOpen = ما تكتبه لنماذجه يُرسل إلى { $host } بلا تشفير: يستطيع من في تلك الشبكة قراءته.
models-answered = جاهز. آخر جواب: { $at }.
models-keySession = يبقى مفتاحه في الذاكرة حتى تنهي البرنامج.
models-keyGone = لم يعد مفتاحه موجودًا. أدخله من جديد.
models-locked = لا تجيب سلسلة المفاتيح، لذا يُسأل هذا الخادم بلا مفتاحه. افتح قفلها، ثم تحقق من جديد.
models-of = نماذج { $name }
models-search = ابحث عن نموذج
models-all = تحديد الكل
models-noneOfThem = إلغاء تحديد الكل
models-none = لا نماذج لديه بعد. أضف واحدًا هناك، ثم تحقق من جديد.
models-noHit = لا نموذج باسم «{ $words }».
models-moreHits = { $n } أخرى. اكتب المزيد من الاسم.
models-can-images = يرى الصور
models-can-noImages = لا يرى الصور
models-can-tools = يستدعي الأدوات
models-can-noTools = لا يستدعي الأدوات
models-can-thinking = يفكر أولًا
models-remove = إزالة
models-removeTitle = إزالة «{ $name }»؟
models-removeSay = { $hasKey ->
    [yes] تغادر نماذجه قائمة من يمكن سؤالهم، ويغادر مفتاحه سلسلة المفاتيح ما لم يستخدمه شيء آخر. ما قيل معها يبقى.
   *[no] تغادر نماذجه قائمة من يمكن سؤالهم. ما قيل معها يبقى.
    }
models-staysHere = ما تكتبه يبقى على هذا الحاسوب.
models-staysAt = { $host }. ما تكتبه يبقى على هذا الحاسوب.
models-chosenAll = { $n ->
    [zero] لا نماذج
    [one] نموذج واحد
    [two] نموذجان
    [few] { $n } نماذج
    [many] { $n } نموذجًا
   *[other] { $n } نموذج
    }
models-chosenSome = { $n } من { $all } من النماذج
models-can-holds = يتسع لـ { $tokens } رمز
models-outcomes-no_key = يلزم مفتاح
    .say = لا يجيب { $name } أحدًا بدونه.
models-outcomes-wrong_key = هذا المفتاح غير صحيح
    .say = لا يقبله { $name }. انسخ المفتاح كله والصقه من جديد.
models-outcomes-no_permission = لا يُسمح لهذا المفتاح بذلك
    .say = يعرف { $name } المفتاح، لكن لا يُسمح له بسرد النماذج. أنشئ واحدًا جديدًا، أو اسمح به.
models-outcomes-offline = لا أحد يجيب هناك
    .say = تعذر الوصول إلى { $name }. تأكد أنه يعمل وأن العنوان صحيح، ثم حاول من جديد.
models-outcomes-rate_limited = طلبات كثيرة الآن
    .say = يطلب { $name } الانتظار لحظة.
models-outcomes-quota = لم يبق في الحساب شيء
    .say = يقبل { $name } المفتاح، لكن رصيده أو حصته نفدت.
models-outcomes-no_keychain = لا سلسلة مفاتيح هنا
    .say = ليس في هذا الحاسوب سلسلة مفاتيح مفتوحة. يمكن أن يبقى المفتاح في الذاكرة حتى تنهي البرنامج.
