# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

settings-title = الإعدادات
settings-gemini = Gemini
settings-key = المفتاح
settings-keyState-keychain = في سلسلة مفاتيح هذا الحاسوب.
settings-keyState-session = في الذاكرة حتى تنهي البرنامج.
settings-keyState-unreachable = لا تجيب سلسلة المفاتيح. افتح قفلها، ثم ابدأ Errand من جديد.
settings-noKey = لا مفتاح لـ { $host }. مفتاح خادم آخر لا يُرسل إليه أبدًا.
settings-newKey = مفتاح جديد
settings-forget = انس المفتاح
settings-baseUrl = العنوان الأساسي
settings-baseUrlSay = أين يُسأل Gemini. فارغ يعني Google.
settings-baseUrlFixed = حدده ERRAND_BASE_URL عند بدء Errand.
settings-proxy = الوكيل الشبكي
settings-proxySay = الطريق إلى خارج هذا الحاسوب. ما يبقى عليه لا يمر بأي وكيل.
settings-proxyBy-system = مثل النظام
settings-proxyBy-direct = لا شيء
settings-proxyBy-at = هذا
settings-proxyAddress = عنوان الوكيل الشبكي
settings-proxyPlaceholder = http://name:password@proxy.example:3128
settings-local = هذا الحاسوب
settings-engine = الأجوبة والمهام هنا
settings-localState-stopped = لم يبدأ.
settings-localState-starting = يبدأ.
settings-localState-restarting = انتهى من تلقاء نفسه. يبدأ من جديد.
settings-localState-ready = جاهز.
settings-localState-failed = لم يبدأ.
settings-startLocal = بدء
settings-model = ملف النموذج
settings-modelNone = نموذج البداية الذي يأتي مع Errand.
settings-modelMissing = لا ملف نموذج هنا. اختر ملف GGUF.
settings-choose = اختيار
settings-useStarter = استخدام نموذج البداية
settings-files = الملفات
settings-saveFolder = الحفظ في
settings-saveFolderNone = يسأل كل مرة
settings-useDownloads = استخدام التنزيلات
settings-dataFolder = يحفظ Errand سجله في
settings-open = فتح المجلد
settings-storage = التخزين
settings-record = سجل المحادثات والمهام
settings-recordSay = كل ما قيل، والفهرس الذي يستخدمه البحث.
settings-filesKept = الملفات
settings-filesKeptSay = ما أُنشئ وما أرسلته، كلٌّ محفوظ مرة واحدة.
settings-sandboxes = المهام على هذا الحاسوب
settings-sandboxesSay = البيئات المعزولة بكل ما فيها، وما يحفظه المحرك هنا من أجوبته.
settings-modelSize = النموذج
settings-modelSizeSay = يلزم للأجوبة والمهام هنا.
settings-counting = جارٍ العد
settings-free = تحرير { $n }
settings-freeSay-record = يكتب السجل من جديد بلا الفارغ، ويزيل النسخة من قبل آخر تحديث.
settings-freeSay-files = يزيل الملفات التي لم تعد في أي محادثة أو مهمة أو نص غير مرسل.
settings-freeSay-sandboxes = يزيل البيئات المعزولة للمهام المنتهية التي حُفظت كل ملفاتها. الطلب التالي في مهمة كهذه يحصل على بيئة جديدة.
settings-removals = للحذف على الخوادم
settings-removal-interaction = جواب
settings-removal-environment = بيئة معزولة
settings-removal-agent = وكيل
settings-removal-trigger = جدول
settings-removalState-waiting = ينتظر
settings-removalState-done = حُذف
settings-removalState-refused = رُفض
settings-here = هذا الحاسوب
settings-retry = حاول من جديد
settings-forgetAll = النسيان في كل مكان
settings-forgetAllSay = يحذف كل محادثة ومهمة وملف وجدول ومجلد ونص غير مرسل وكل سجل للإنفاق، هنا وعلى الخوادم. مفاتيحك ووكلاؤك وهذه الإعدادات تبقى.
settings-forgetAllTitle = نسيان كل شيء، في كل مكان؟
settings-forgetAllYes = انس كل شيء
settings-forgotten = حُذف كل شيء على هذا الحاسوب.
settings-look = المظهر
settings-themeName = السمة
settings-theme-system = مثل النظام
settings-theme-light = فاتح
settings-theme-dark = داكن
settings-language = اللغة
settings-languageSystem = مثل النظام
# The name of a language that a machine translated, such as "Français".
settings-byMachine = { $name } (ترجمة آلية)
settings-byMachineSay = هذه الكلمات من صنع آلة، والتصحيحات مرحب بها: هي في { $folder } من مصدر Errand، وملف CONTRIBUTING.md يقول كيف.
settings-notifications = الإشعارات
settings-privacy = إخفاء العناوين في الإشعارات
settings-privacySay = يقول الإشعار إن مهمة انتهت، لا أيها.
settings-about = حول
settings-version = Errand { $v }
settings-shortcuts = اختصارات لوحة المفاتيح
settings-save = حفظ
settings-saved = حُفظ.
settings-who = من يستطيع الإجابة
settings-refresh = ابحث عن الجدد
settings-video = نماذج الفيديو
settings-videoSay = ينشئ Gemini Omni مقاطع فيديو قصيرة. ما زال Google يجرّبه: قد يتغير أو يخفق أو يكلف أكثر من المتوقع. كلف النموذج الأول نحو 0.10 دولار لكل ثانية بدقة 720p؛ وأسعار Google للأحدث غير معروفة، لذلك يحسب Errand رموزها فقط.
settings-whoCount = من يُعرف من نماذج ووكلاء: { $n }.
settings-removalsWaiting = { $n } ينتظر
settings-removalsRefused = { $n } رُفض
settings-removalsDone = { $n } حُذف
settings-removalsMore = و{ $n } أخرى.
settings-forgets-all = تُحذف الآن كل محادثة ومهمة، وكل ملف محفوظ هنا، وكل نص غير مرسل، وكل جدول، وكل مجلد، وكل ما دُوِّن عن الإنفاق. لا يمكن التراجع عن هذا.
settings-forgets-running = ما يعمل يُوقَف. تُحذف الآن البيئات المعزولة والأجوبة على هذا الحاسوب، وتلك التي على الخوادم فور إمكان الوصول إلى الخادم وقبوله مفتاحه. ما صار إليه كلٌّ منها يُسرد هنا.
settings-forgets-elsewhere = خوادم النماذج التي وصلتها تحتفظ بما أُرسل إليها وفق قواعدها. لا يستطيع Errand حذفه هناك.
settings-forgets-stays = النسخ التي حفظتها في مكان آخر تبقى، وكذلك مفاتيحك وهذه الإعدادات.
settings-updates-title = التحديثات
settings-updates-look = البحث عن إصدارات جديدة
settings-updates-lookSay = مرة في اليوم يُسأل { $host } عن أحدث إصدار. لا يُثبَّت شيء قبل أن توافق.
settings-updates-now = ابحث الآن
settings-updates-looking = يبحث عن إصدار أحدث.
settings-updates-newest = لا يوجد إصدار أحدث. آخر بحث: { $when }.
settings-updates-last = آخر بحث: { $when }.
settings-updates-never = لم يُبحث بعد.
settings-updates-out = صدر Errand { $version }
settings-updates-notes = ما الجديد
settings-updates-update = حدّث وأعد التشغيل…
settings-updates-putOff = لا تخبرني به مرة أخرى
settings-updates-later = لاحقًا
settings-updates-stop = أوقف
settings-updates-fetching = يُجلب الآن.
settings-updates-far = { $done } من { $total }
settings-updates-asking = { $n ->
    [zero] هو هنا وقد تحقق منه. إعادة التشغيل لا توقف أي مهمة على هذا الحاسوب.
    [one] هو هنا وقد تحقق منه. إعادة التشغيل توقف مهمة واحدة على هذا الحاسوب مؤقتًا، ثم تستمر.
    [two] هو هنا وقد تحقق منه. إعادة التشغيل توقف مهمتين على هذا الحاسوب مؤقتًا، ثم تستمران.
    [few] هو هنا وقد تحقق منه. إعادة التشغيل توقف { $n } مهام على هذا الحاسوب مؤقتًا، ثم تستمر.
    [many] هو هنا وقد تحقق منه. إعادة التشغيل توقف { $n } مهمة على هذا الحاسوب مؤقتًا، ثم تستمر.
   *[other] هو هنا وقد تحقق منه. إعادة التشغيل توقف { $n } مهمة على هذا الحاسوب مؤقتًا، ثم تستمر.
    }
settings-updates-restart = أعد التشغيل الآن
settings-updates-installing = يُثبَّت الآن. يعيد Errand تشغيل نفسه.
settings-updates-bySystem = تأتي الإصدارات الجديدة مع تحديثات نظامك.
settings-updates-byPerson = هذه النسخة لا تحدّث نفسها. ثبّت إصدارًا أحدث بالطريقة نفسها التي ثُبّت بها هذا.
