# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

tools-title = الأدوات
tools-none = لا شيء
tools-kinds-search-name = البحث في الويب
tools-kinds-search-say = قد يكلف البحث مالًا.
tools-kinds-search-short = بحث الويب
tools-kinds-pictures-name = البحث عن صور
tools-kinds-pictures-say = صور من الويب. قد يكلف البحث مالًا.
tools-kinds-pictures-short = بحث الصور
tools-kinds-pages-name = قراءة الصفحات
tools-kinds-pages-say = الصفحات التي تسمّيها أنت أو يسمّيها جواب.
tools-kinds-pages-short = صفحات
tools-kinds-maps-name = البحث عن الأماكن
tools-kinds-maps-say = الأماكن وساعات عملها، من خريطة.
tools-kinds-maps-short = خريطة
tools-kinds-code-name = تشغيل برامج للحساب
tools-kinds-code-say = تعمل حيث النموذج، لا هنا.
tools-kinds-code-short = شيفرة
tools-always = موجودة دائمًا.
tools-usual = كالمعتاد
tools-servers = خوادم وبرامج ذات أدوات
tools-noServers = لم يُضف أي منها بعد.
tools-addServer = أضف واحدًا في الإعدادات
tools-goneServers = { $n ->
    [zero] كل الخوادم والبرامج المختارة هنا موجودة.
    [one] خادم أو برنامج ذو أدوات اختير هنا ليس في إعدادات هذا الحاسوب، فلا يُستخدم. أزله، أو أضفه في الإعدادات وحدده من جديد.
    [two] خادمان أو برنامجان ذوا أدوات اختيرا هنا ليسا في إعدادات هذا الحاسوب، فلا يُستخدمان. أزلهما، أو أضفهما في الإعدادات وحددهما من جديد.
    [few] { $n } خوادم أو برامج ذات أدوات اختيرت هنا ليست في إعدادات هذا الحاسوب، فلا تُستخدم. أزلها، أو أضفها في الإعدادات وحددها من جديد.
    [many] { $n } خادمًا أو برنامجًا ذا أدوات اختيرت هنا ليست في إعدادات هذا الحاسوب، فلا تُستخدم. أزلها، أو أضفها في الإعدادات وحددها من جديد.
   *[other] { $n } خادم أو برنامج ذي أدوات اختيرت هنا ليست في إعدادات هذا الحاسوب، فلا تُستخدم. أزلها، أو أضفها في الإعدادات وحددها من جديد.
    }
tools-goneStores = { $n ->
    [zero] كل مخازن الملفات المختارة هنا موجودة.
    [one] مخزن ملفات اختير هنا لم يعد موجودًا أو هو لخادم آخر، فلا يُبحث فيه.
    [two] مخزنا ملفات اختيرا هنا لم يعودا موجودين أو هما لخادم آخر، فلا يُبحث فيهما.
    [few] { $n } مخازن ملفات اختيرت هنا لم تعد موجودة أو هي لخادم آخر، فلا يُبحث فيها.
    [many] { $n } مخزن ملفات اختيرت هنا لم تعد موجودة أو هي لخادم آخر، فلا يُبحث فيها.
   *[other] { $n } مخزن ملفات اختيرت هنا لم تعد موجودة أو هي لخادم آخر، فلا يُبحث فيها.
    }
tools-goneDrop = إزالة
tools-goneSettings = افتح الإعدادات
tools-asks = اسألني قبل كل استخدام
tools-asksSay = يجري Errand الاستدعاءات بنفسه، ويريك كلًّا منها قبل ذلك.
tools-unasked = يستدعيه { $owner } دون أن يسألك، ويُعطى عنوانه وترويساته.
tools-serverTools = { $n ->
    [zero] لا أدوات
    [one] أداة واحدة
    [two] أداتان
    [few] { $n } أدوات
    [many] { $n } أداة
   *[other] { $n } أداة
    }
tools-programs = على هذا الحاسوب
tools-programsSay = تُسأل قبل كل استخدام، حيث يوجد السؤال.
tools-program-look-name = النظر في مجلد
tools-program-look-say = قائمته وملفاته النصية. ما يُقرأ يُرسل كجواب.
tools-program-put-name = وضع ملفات جديدة فيه
tools-program-put-say = لا يُستبدل شيء.
tools-program-page-name = فتح صفحات
tools-program-page-say = في متصفحك، لتراها.
tools-program-calendar-name = إنشاء مواعيد تقويم
tools-program-calendar-say = كملف تفتحه.
tools-program-mail-name = بدء رسائل بريد
tools-program-mail-say = في برنامج بريدك. أنت ترسلها.
tools-folder = المجلد
tools-noFolder = لم يُختر مجلد.
tools-pick = اختر مجلدًا
tools-pickAnother = اختر آخر
tools-allowed = يُنجز هنا دون سؤال: { $names }.
tools-askAgain = اسأل من جديد
tools-programsOn = { $n } على هذا الحاسوب
tools-settings-title = خوادم الأدوات
tools-settings-add = إضافة خادم
tools-settings-addSay = برامج في مكان آخر تعرف أو تنجز شيئًا لك، مثل تقويم أو متجر أو قاعدة بيانات (MCP، عبر streamable HTTP).
tools-settings-addButton = إضافة
tools-settings-name = الاسم
tools-settings-nameSay = ما تسميه. فارغ يعني عنوانه.
tools-settings-address = العنوان
tools-settings-addressPlaceholder = https://tools.example/mcp
tools-settings-addressSay = يُسأل عن أدواته حين تضيفه.
tools-settings-headers = الترويسات
tools-settings-headersSay = ما يريد أن يُرسل مع كل استدعاء، مثل مفتاح.
tools-settings-headerName = اسم الترويسة
tools-settings-headerPlaceholder = authorization
tools-settings-headerValue = قيمتها
tools-settings-headerKept = محفوظة
tools-settings-addHeader = إضافة ترويسة
tools-settings-check = أضفه
tools-settings-save = احتفظ به
tools-settings-checking = جارٍ سؤاله عن أدواته
tools-settings-change = تغيير
tools-settings-again = تحقق من جديد
tools-settings-remove = إزالة
tools-settings-removeTitle = إزالة «{ $name }»؟
tools-settings-removeSay = المحادثات التي تستخدمه تتابع بدونه. تُنسى ترويساته هنا الآن، وفي الجداول لدى Gemini فور إمكان الوصول إليه.
tools-settings-here = على هذا الحاسوب ({ $host }).
tools-settings-there = لدى { $host }.
tools-settings-answered = { $n ->
    [zero] لا أدوات، سُئل { $when }.
    [one] أداة واحدة، سُئل { $when }.
    [two] أداتان، سُئل { $when }.
    [few] { $n } أدوات، سُئل { $when }.
    [many] { $n } أداة، سُئل { $when }.
   *[other] { $n } أداة، سُئل { $when }.
    }
tools-settings-tools = { $on } من { $all } من الأدوات
tools-settings-toolsSay = لا تُستخدم إلا المحددة. الأداة التي تُضاف لاحقًا لا تُحدَّد من تلقاء نفسها.
tools-settings-noKey = لم تعد ترويساته محفوظة. غيّره وأعطها من جديد.
tools-settings-locked = ترويساته في سلسلة المفاتيح، ولا يمكن سؤالها الآن.
tools-settings-outcome-wrong_key = يريد مفتاحًا آخر
tools-settings-outcome-server = لا يجيب كخادم أدوات
tools-settings-outcome-offline = تعذر الوصول إليه
tools-settings-outcome-invalid = لا يمكن استخدام هذا
tools-deed-refused = لا يستطيع Errand فعل هذا: { $why }
tools-deed-tellIt = يُقال له ذلك حين ترسل.
tools-deed-always = { $job ->
    [yes] افعل هذا دون سؤال في هذه المهمة من الآن
   *[no] افعل هذا دون سؤال في هذه المحادثة من الآن
    }
tools-deed-alwaysSay = يمكنك جعله يسأل من جديد تحت الأدوات.
tools-deed-approve = سماح
tools-deed-decline = رفض
tools-deed-will = يُنجز حين ترسل.
tools-andMore = { $names } و{ $n } أخرى
tools-which = الأدوات: { $names }
tools-using-writeFile = يكتب ملفًا
tools-using-readFile = يقرأ ملفًا
tools-using-listFiles = ينظر في ملفاته
tools-using-deleteFile = يحذف ملفًا له
tools-using-other = يستخدم «{ $name }»
