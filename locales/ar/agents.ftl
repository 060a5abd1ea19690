# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

agents-title = الوكلاء
agents-new = وكيل جديد
agents-open = فتح ملف
agents-own = وكلاؤك
agents-builtIn = مضمّنون
agents-foreign = أُنشئوا في مكان آخر
agents-foreignSay = بالمفتاح نفسه، في برنامج آخر. يمكن سؤالهم هنا، ويُعدَّلون حيث أُنشئوا.
agents-hosted = على حواسيب أخرى
agents-hostedSay = تعمل برامجه على حاسوب آخر. لا يعمل شيء ما دام عامله غير متصل.
agents-none = الوكيل يعرف كيف تريد إنجاز الأمر: تعليماتك، وما يجب أن يعرفه، والملفات التي يحتاجها.
agents-ask = اسأل
agents-askOne = اسأل «{ $name }»
agents-editOne = تعديل «{ $name }»
agents-knows = يعرف { $skills }
agents-has = { $n ->
    [zero] في المتناول: لا شيء
    [one] في المتناول: شيء واحد
    [two] في المتناول: شيئان
    [few] في المتناول: { $n } أشياء
    [many] في المتناول: { $n } شيئًا
   *[other] في المتناول: { $n } شيء
    }
agents-basedOn = مبني على { $base }
agents-uses = يمكنه استخدام { $tools }
agents-instructionsOf = تعليماته
agents-newTitle = وكيل جديد
agents-sharedTitle = وكيل من ملف
agents-shared = لم يُشغَّل منه شيء، ولا يُحفظ شيء قبل أن تحفظه. اقرأ ما يُقال له وما يعرفه وما يمكنه استخدامه.
agents-name = الاسم
agents-namePlaceholder = مدقق الفواتير
agents-letter = الحرف
agents-letterSay = حرف أو حرفان، أو رمز تعبيري
agents-colour = اللون
agents-colours-green = أخضر
agents-colours-blue = أزرق
agents-colours-amber = كهرماني
agents-colours-red = أحمر
agents-colours-grey = رمادي
agents-about = ما الغرض منه
agents-aboutPlaceholder = يدقق فواتير موردينا
agents-instructions = كيف يعمل
agents-instructionsPlaceholder = قل كيف تريد إنجاز الأمر، كما تقوله لزميل جديد.
agents-examples = ابدأ من مثال
agents-skills = ما يعرفه
agents-skillsSay = المهارة نص يقول كيف يُنجز أمر واحد، مع ملفات بجانبه إن لزم. يقرؤه الوكيل حين يحتاجه.
agents-skillsNone = لا يعرف شيئًا خاصًا به بعد.
agents-writeSkill = اكتب واحدة
agents-addSkillFiles = إضافة ملفات
agents-addSkillFilesSay = ملف Markdown، أو ملف ‎.zip لمهارة
agents-addSkillFolder = إضافة مجلد
agents-skillFiles = { $n ->
    [zero] بجانبها: لا ملفات
    [one] بجانبها: ملف واحد
    [two] بجانبها: ملفان
    [few] بجانبها: { $n } ملفات
    [many] بجانبها: { $n } ملفًا
   *[other] بجانبها: { $n } ملف
    }
agents-skillTitle = ما يعرفه
agents-skillName = الاسم
agents-skillAbout = متى يُحتاج إليها
agents-skillAboutPlaceholder = حين يجب تدقيق فاتورة
agents-skillText = كيف يُنجز
agents-skillNeeds = للمهارة اسم، وتقول كيف يُنجز الأمر.
agents-done = تم
agents-data = ما لديه في المتناول
agents-dataSay = نسخ من هذه تكون في بيئته المعزولة كلما عمل.
agents-dataNone = ليس لديه شيء في المتناول بعد.
agents-addFiles = إضافة ملفات
agents-addFolder = إضافة مجلد
agents-addText = لصق نص
agents-addRepository = إضافة مستودع
agents-textTitle = نص في المتناول
agents-textName = اسم الملف
agents-textNamePlaceholder = prices.csv
agents-text = النص
agents-repositoryTitle = مستودع في المتناول
agents-repositoryAddress = العنوان
agents-repositoryPlaceholder = https://git.example.org/team/shop
agents-repositorySay = يُجلب عند بدء المهمة. العامة فقط: لا تُرسل أي كلمة مرور.
agents-add = إضافة
agents-room = استُخدم { $used } من { $all }. يمكن إرفاق الملفات الأكبر بمهمة.
agents-tooMuch = { $used } أكثر من { $all } المسموح بها للوكيل. أزل شيئًا؛ يمكن إرفاق الملفات الأكبر بمهمة.
agents-tools = ما يمكنه استخدامه
agents-tool-code = تشغيل برامج في بيئته المعزولة
agents-tool-search = البحث في الويب
agents-tool-pages = قراءة صفحات الويب
agents-noTools = إن لم يُحدد شيء منها حصل الوكيل لدى Gemini على الثلاثة كلها، ولم يحصل على هذا الحاسوب على شيء.
agents-serversAsk = لدى Gemini يسأل برنامج هذا الحاسوب أو خادمه قبل كل استخدام على أي حال، وعلى هذا الحاسوب يسأل الخادم ذو الترويسات.
agents-serversMissing = يستخدم أيضًا خوادم وبرامج ذات أدوات ليست هنا: { $names }. أضفها في الإعدادات ثم حددها هنا.
agents-internet = الإنترنت لبرامجه
agents-internetSay = ما لم تقل المهمة غير ذلك.
agents-reach-off = متوقف
agents-reach-sites = هذه المواقع فقط
agents-reach-open = كل المواقع
agents-sites = المواقع
agents-sitesPlaceholder = example.com, *.example.org
agents-model = النموذج
agents-usualModel = المعتاد
agents-cap = أقصى عدد من الرموز لمهمة واحدة
agents-capSay = فارغ يعني بقدر ما يلزم. المهمة التي تبلغه تنتهي بما لديها.
agents-capWrong = عدد صحيح لا يقل عن 1,000، أو لا شيء.
agents-hereSearch = على هذا الحاسوب يبحث إذا سُمّي خادم بحث في الإعدادات، وإلا فلا يبحث.
agents-hereNoTools = هذا النموذج لا يستدعي أدوات: على هذا الحاسوب لا يبحث الوكيل في الويب ولا يقرأ صفحات ولا يستخدم خوادم ذات أدوات.
agents-save = حفظ
agents-saving = جارٍ الحفظ
agents-cancel = تجاهل
agents-saved = حُفظ «{ $name }»، ويمكن سؤاله من الآن.
agents-duplicate = تكرار
agents-copyOf = { $name }، نسخة
agents-share = مشاركة
agents-sharedTo = حُفظ في { $folder }. فيه التعليمات والمهارات والملفات وأسماء خوادمه ذات الأدوات ومضيفاتها، وليس فيه أي مفتاح.
agents-remove = حذف
agents-removeTitle = حذف «{ $name }»؟
agents-removeSay = يُحذف هنا الآن، وعلى الخوادم فور إمكان الوصول إليها. ما أنجزه يبقى.
agents-discardTitle = المغادرة بدون حفظ؟
agents-discardSay = يُفقد ما غيّرته.
agents-discard = تجاهل
agents-stay = متابعة
agents-try = تجربة
agents-trySay = بالوكيل كما هو هنا، محفوظًا أم لا. هي مهمة كغيرها وقد تكلف شيئًا.
agents-tryWhat = ماذا يفعل؟
agents-tryWhere = أين
agents-tryGo = تجربة
agents-tryStarting = جارٍ البدء
agents-tried = جُرّب
agents-trial = وكيل قيد التجربة
agents-deleted = وكيل محذوف
agents-where-gemini = Gemini
agents-where-local = هذا الحاسوب
agents-dropHere = أفلت للإضافة
agents-left = تعذرت إضافة { $n }.
agents-examplesOf-letters = كاتب الرسائل
    .about = يكتب الرسائل والبريد بأسلوبنا
    .text =
        أنت تكتب الرسائل والبريد لشركة صغيرة.

        - أجب بلغة الشخص الذي سأل.
        - ودود وقصير: لا جملة أطول من عشرين كلمة، ولا عبارات بلا معنى.
        - الجواب أولًا، ثم السبب، ثم ما يحدث بعد ذلك ومتى.
        - لا تعد أبدًا بسعر أو موعد ليس فيما أُعطيت. حيث ينقص شيء، اترك فراغًا بين قوسين مربعين.
        - احفظ الرسالة باسم letter.md، واكتب تحتها ما يجب التحقق منه قبل إرسالها.
agents-examplesOf-tables = مدقق الجداول
    .about = يجد الأخطاء في جداول الأرقام
    .text =
        أنت تدقق جداول (‎.csv) صنعها الناس يدويًا.

        1. اقرأ كل جدول ببرنامج، لا بالعين أبدًا.
        2. ابحث عن: مجاميع غير صحيحة، تواريخ مستحيلة، السطر نفسه مرتين، فراغات، أرقام بعيدة عن غيرها.
        3. لا تغيّر شيئًا في الأصل. اكتب findings.csv بالصف والعمود والموجود والخطأ وما يُحتمل أن يكون الصواب.
        4. اختم بتقرير قصير: كم صفًا فُحص، وماذا وُجد، وما الأكثر إلحاحًا.
        إن لم تكن متأكدًا من شيء فقل ذلك بدل التخمين.
agents-examplesOf-digest = ملخص أسبوعي
    .about = يلخص ما حدث في أسبوع
    .text =
        أنت تكتب ملخصًا من صفحة واحدة عن موضوع يُعطى لك.

        - فقط الجديد في الأيام السبعة الأخيرة، كلٌّ بتاريخه ومصدره.
        - الأمور الثلاثة الأهم أولًا، في جملتين لكل منها. ثم الباقي، سطر لكل منها.
        - قل ما تغيّر منذ الملخص السابق، إن كان لديك.
        - افصل الحقائق عما يراه أحدهم فيها.
        - احفظه باسم digest.md.
