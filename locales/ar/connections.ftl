# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

toolPrograms-title = برامج ذات أدوات
toolPrograms-add = إضافة برنامج
toolPrograms-addSay = برامج على هذا الحاسوب تعرف أو تنجز شيئًا لك (خوادم MCP). تعمل في البيئة المعزولة: ترى ملفات المهمة ومجلدًا واحدًا تختاره، ولا تصل إلا إلى المواقع المسموحة للمهمة.
toolPrograms-addButton = إضافة
toolPrograms-pick = اختر ملفه
toolPrograms-pickSay = أو اكتب اسم برنامج من النظام، مثل node.
toolPrograms-command = البرنامج
toolPrograms-commandPlaceholder = node
toolPrograms-arguments = الوسائط
toolPrograms-argumentsSay = واحد في كل سطر.
toolPrograms-folder = المجلد الذي يراه ولا يكتب فيه
toolPrograms-noFolder = لا شيء.
toolPrograms-pickFolder = اختر مجلدًا
toolPrograms-noFolderAnyMore = أزله
toolPrograms-name = الاسم
toolPrograms-nameSay = ما تسميه. فارغ يعني اسمه.
toolPrograms-check = أضفه
toolPrograms-save = احتفظ به
toolPrograms-checking = جارٍ تشغيله وسؤاله عن أدواته
toolPrograms-started = يشغّل { $words }
toolPrograms-sees = يرى { $folder }، للقراءة فقط.
toolPrograms-seesNothing = لا يرى أيًّا من مجلداتك.
toolPrograms-removeSay = المحادثات التي تستخدمه تتابع بدونه. والبرنامج نفسه يبقى مكانه.
toolPrograms-outcome-server = لا يقدم أدوات
toolPrograms-outcome-invalid = لا يمكن استخدام هذا

searchServer-title = بحث الويب على هذا الحاسوب
searchServer-none = لم يُسمَّ خادم بحث
searchServer-noneSay = عندها يستطيع من يُسأل على هذا الحاسوب البحث في الويب. ما يُبحث عنه يُرسل إلى خادم SearXNG تسميه؛ ولا يُرسل إليه شيء قبل أن تحدد بحث الويب.
searchServer-add = سمّ واحدًا
searchServer-address = العنوان
searchServer-addressPlaceholder = http://127.0.0.1:8888
searchServer-addressSay = يُسأل عن «weather» حين تسميه.
searchServer-check = استخدمه
searchServer-checking = بحث واحد للتجربة
searchServer-here = على هذا الحاسوب ({ $host }). يمرر البحث إلى غيره، دون اسمك.
searchServer-there = ما يُبحث عنه يُرسل إلى { $host }.
searchServer-open = ما يُبحث عنه يُرسل إلى { $host }، بلا تشفير.
searchServer-answered = أجاب { $when }.
searchServer-again = تحقق من جديد
searchServer-remove = إزالة
searchServer-removed = لم يعد هناك خادم بحث مسمى.
searchServer-outcome-offline = تعذر الوصول إليه
searchServer-outcome-refused = لا يعطي JSON
searchServer-outcome-rate_limited = لا يقبل عمليات بحث أخرى الآن
searchServer-outcome-server = يجيب بخطأ
searchServer-outcome-invalid = لا يمكن استخدام هذا

fileStores-title = مخازن الملفات
fileStores-add = إنشاء مخزن
fileStores-addSay = ملفات كثيرة، تُقرأ مرة لدى Google ويُبحث فيها كلما احتاجها سؤال. تبقى هناك حتى تزيل المخزن.
fileStores-addButton = أنشئ واحدًا
fileStores-name = الاسم
fileStores-nameSay = يُنشأ على خادم Gemini الذي يحتفظ به.
fileStores-make = أنشئه
fileStores-making = جارٍ الإنشاء
fileStores-put = ضع فيه ملفات
fileStores-putting = جارٍ إرسال الملفات
fileStores-check = كيف حاله؟
fileStores-remove = إزالة
fileStores-removeTitle = إزالة «{ $name }»؟
fileStores-removeSay = تُحذف ملفاته على الخادم أيضًا. المحادثات التي تستخدمه تتابع بدونه.
fileStores-empty = لا شيء فيه بعد.
fileStores-elsewhere = هو لدى { $host }، ولا يُسأل الآن.
fileStores-unknown = { $n ->
    [zero] أُرسل: لا ملفات. لا يقول الخادم هل يمكن البحث فيها.
    [one] أُرسل: ملف واحد. لا يقول الخادم هل يمكن البحث فيها.
    [two] أُرسل: ملفان. لا يقول الخادم هل يمكن البحث فيها.
    [few] أُرسل: { $n } ملفات. لا يقول الخادم هل يمكن البحث فيها.
    [many] أُرسل: { $n } ملفًا. لا يقول الخادم هل يمكن البحث فيها.
   *[other] أُرسل: { $n } ملف. لا يقول الخادم هل يمكن البحث فيها.
    }
fileStores-ready = { $n ->
    [zero] يمكن البحث في: لا ملفات.
    [one] يمكن البحث في: ملف واحد.
    [two] يمكن البحث في: ملفان.
    [few] يمكن البحث في: { $n } ملفات.
    [many] يمكن البحث في: { $n } ملفًا.
   *[other] يمكن البحث في: { $n } ملف.
    }
fileStores-pending = ما زال { $n } قيد القراءة.
fileStores-failed = تعذرت قراءة { $n }.
fileStores-files = ما فيه
fileStores-inTools = مخازن الملفات
fileStores-none = لم يُنشأ أي منها بعد.
fileStores-makeInSettings = أنشئ واحدًا في الإعدادات
fileStores-count = { $n ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $n } ملفات
    [many] { $n } ملفًا
   *[other] { $n } ملف
    }
