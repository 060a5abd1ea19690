# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

money-soFar = { $cost } حتى الآن
money-prices = بأسعار { $day }
money-limitReached = أوقف Errand هذا: بلغ حدك البالغ { $limit } لمهمة واحدة. ما وُجد حتى الآن يبقى.
money-beyond-title = نفد حد هذا الشهر
money-beyond-say = وضعتَ حدًا لما يُنفق في الشهر. هل تُرسل هذا رغم ذلك؟
money-beyond-yes = أرسله
money-beyond-no = ليس الآن
money-spending-title = الإنفاق
money-spending-lead = ما يتقاضاه Google في فاتورته. هذه تقديرات من رموز كل جواب.
money-spending-none = لم يُنفق شيء بعد. حين تسأل عن شيء، تعرض هذه الصفحة كلفته التقريبية، حسب اليوم والشهر ومن أنجزه.
money-spending-inMonth = { $month }: { $cost }
money-spending-turns = { $n ->
    [zero] لا طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $n } طلبات
    [many] { $n } طلبًا
   *[other] { $n } طلب
    }
money-spending-tokens = { $n } رمز
money-spending-unpriced = { $n ->
    [zero] بلا سعر في الجدول: لا طلبات. الرموز محسوبة، والمال غير محسوب.
    [one] بلا سعر في الجدول: طلب واحد. الرموز محسوبة، والمال غير محسوب.
    [two] بلا سعر في الجدول: طلبان. الرموز محسوبة، والمال غير محسوب.
    [few] بلا سعر في الجدول: { $n } طلبات. الرموز محسوبة، والمال غير محسوب.
    [many] بلا سعر في الجدول: { $n } طلبًا. الرموز محسوبة، والمال غير محسوب.
   *[other] بلا سعر في الجدول: { $n } طلب. الرموز محسوبة، والمال غير محسوب.
    }
money-spending-months = الأشهر الاثنا عشر الأخيرة
money-spending-days = يومًا بيوم، { $month }
money-spending-asTable = كجدول
money-spending-noneThen = لا شيء حينها.
money-spending-when = متى
money-spending-cost = نحو
money-spending-byWho = حسب من سُئل
money-spending-byModel = حسب النموذج الذي أجاب
money-spending-who = من
money-spending-noPrice = بلا سعر
money-spending-costsNothing = مجاني
money-spending-export = حفظ كملف CSV
money-spending-exported = حُفظ باسم { $path }.
money-spending-prices = الأسعار
money-spending-pricesSay = { $own ->
    [yes] بتاريخ { $day }، مع صفوف منك. مصدر كل صف بجانبه.
   *[no] بتاريخ { $day }. مصدر كل صف بجانبه.
    }
money-spending-problem = تعذرت قراءة أسعارك، لذا تُستخدم أسعار Errand:
money-spending-edit = تغيير الأسعار
money-spending-limits = الحدود
money-spending-jobLimit = مهمة واحدة
money-spending-jobLimitSay = توقف المهمة التي لرموزها سعر حين تكلف نحو ذلك. ما أنشأته حتى ذلك الحين يبقى. لـ Deep Research سعر للمهمة كلها، لذلك لا يوقفها هذا الحد.
money-spending-monthLimit = شهر واحد
money-spending-monthLimitSay = من أربعة أخماس تُذكَّر؛ وبعده يسأل Errand قبل كل طلب.
money-spending-noLimit = بلا حد
money-spending-open = عرض
money-spending-settingsSay = كلفة الأجوبة والمهام، وحدودها.
money-spending-wrongAmount = اكتب مبلغًا مثل 5 أو 2.50، أو اتركه فارغًا.
money-details-cost = الكلفة
money-details-answeredBy = أجاب عنه
money-details-conversation = المحادثة كلها
money-answeredBy = أجاب { $model }
money-choosing-search = ابحث عن نموذج أو وكيل
money-choosing-none = لا أحد بهذا الاسم.
money-choosing-favourites = المفضلة
money-choosing-groups-quick = سريع
money-choosing-groups-thinker = متعمق
money-choosing-groups-painter = صور
money-choosing-groups-speaker = صوت
money-choosing-groups-filmmaker = فيديو
money-choosing-groups-researcher = بحث
money-choosing-groups-worker = ينجز المهام
money-choosing-groups-own = لك
money-choosing-groups-other = آخرون
money-choosing-retired = متقاعد
money-choosing-favour = اجعل «{ $name }» مفضلًا
money-choosing-unfavour = أزل «{ $name }» من المفضلة
money-choosing-favourKey = Alt+F للتفضيل
money-choosing-speed-seconds = يجيب في ثوانٍ
money-choosing-speed-moments = يستغرق لحظة
money-choosing-speed-minutes = يعمل دقائق
money-choosing-speed-hours = يعمل حتى ساعات
money-choosing-perAnswer = { $cost } للجواب
money-choosing-perPicture = { $cost } للصورة
money-choosing-perReading = { $cost } لدقيقة الكلام
money-choosing-perJob = { $cost } للمهمة
money-choosing-free = فئة مجانية
money-choosing-paid = المفاتيح المدفوعة فقط
money-choosing-medium-text = نص
money-choosing-medium-image = صور
money-choosing-medium-audio = صوت
money-choosing-medium-video = فيديو
money-choosing-medium-document = مستندات
money-choosing-takes = يقبل { $media }
money-choosing-gives = ينشئ { $media }
money-choosing-retiredEarlier = تقاعد { $id }، لذا اختير { $by } هنا.
money-options-open = خيارات
money-options-title = كيف يجيب
money-options-some = { $n ->
    [zero] محدد: لا خيارات
    [one] محدد: خيار واحد
    [two] محدد: خياران
    [few] محدد: { $n } خيارات
    [many] محدد: { $n } خيارًا
   *[other] محدد: { $n } خيار
    }
money-options-byItself = كما يأتي
money-options-thinking = التفكير
money-options-level-minimal = أقل ما يمكن
money-options-level-low = قليل
money-options-level-medium = بعض
money-options-level-high = كثير
money-options-level-xhigh = أكثر ما يمكن
money-options-length = أقصى طول
money-options-lengths-700 = نحو صفحة
money-options-lengths-2500 = نحو أربع صفحات
money-options-lengths-10000 = نحو ست عشرة صفحة
money-options-lengthSay = ما يفكر فيه يُحسب أيضًا. الجواب الأطول يتوقف هناك.
money-options-temperature = اختيار الكلمات
money-options-temperatures-20 = بسيط وثابت
money-options-temperatures-100 = متوازن
money-options-temperatures-150 = مفاجئ
money-options-instructions = تعليمات
money-options-instructionsHint = مثل: أجب بجمل قصيرة، وقل ما لست متأكدًا منه
money-options-voice = الصوت
money-options-shape = الشكل
money-options-size = الحجم
money-options-duration = المدة
money-options-reset = إعادة ضبط
money-advice-quick = قد يكفي لهذا جواب سريع، أسرع وأرخص.
money-advice-job = يبدو هذا مهمة فيها ملفات: من ينجز المهام يستطيع إنشاءها.
money-advice-take = اسأل «{ $name }» بدلًا منه
money-advice-hand = سلّمها إلى «{ $name }»
money-roughly-one = نحو { $cost }
money-roughly-range = نحو { $low } إلى { $high }
money-tokens = { $tokens } رمز
money-aheadFrom = { $jobs ->
    [zero] { $cost }، من آخر مهامك المشابهة (لا مهام). عادة { $took }.
    [one] { $cost }، من آخر مهامك المشابهة (مهمة واحدة). عادة { $took }.
    [two] { $cost }، من آخر مهامك المشابهة (مهمتان). عادة { $took }.
    [few] { $cost }، من آخر مهامك المشابهة ({ $jobs } مهام). عادة { $took }.
    [many] { $cost }، من آخر مهامك المشابهة ({ $jobs } مهمة). عادة { $took }.
   *[other] { $cost }، من آخر مهامك المشابهة ({ $jobs } مهمة). عادة { $took }.
    }
money-aheadTook = { $jobs ->
    [zero] استغرقت آخر المهام المشابهة (لا مهام) عادة { $took }.
    [one] استغرقت آخر المهام المشابهة (مهمة واحدة) عادة { $took }.
    [two] استغرقت آخر المهام المشابهة (مهمتان) عادة { $took }.
    [few] استغرقت آخر المهام المشابهة ({ $jobs } مهام) عادة { $took }.
    [many] استغرقت آخر المهام المشابهة ({ $jobs } مهمة) عادة { $took }.
   *[other] استغرقت آخر المهام المشابهة ({ $jobs } مهمة) عادة { $took }.
    }
money-aheadPublished = { $cost } لمهمة كهذه، كما نُشر. لم تنجز أيًّا منها بعد.
money-budgetNear = استُخدم { $cost } من { $limit } هذا الشهر.
money-budgetOver = استُخدم { $cost } من { $limit } هذا الشهر. يُسأل قبل الإرسال.
money-spending-free = { $n ->
    [zero] لا عمليات بحث في الويب؛ { $free } في الشهر مجانية.
    [one] عملية بحث واحدة في الويب؛ { $free } في الشهر مجانية.
    [two] عمليتا بحث في الويب؛ { $free } في الشهر مجانية.
    [few] { $n } عمليات بحث في الويب؛ { $free } في الشهر مجانية.
    [many] { $n } عملية بحث في الويب؛ { $free } في الشهر مجانية.
   *[other] { $n } عملية بحث في الويب؛ { $free } في الشهر مجانية.
    }
money-spending-usedNow = { $cost } هذا الشهر
money-spending-nothing = لا شيء
money-spending-barOf = { $turns ->
    [zero] { $when }: { $cost }، لا طلبات
    [one] { $when }: { $cost }، طلب واحد
    [two] { $when }: { $cost }، طلبان
    [few] { $when }: { $cost }، { $turns } طلبات
    [many] { $when }: { $cost }، { $turns } طلبًا
   *[other] { $when }: { $cost }، { $turns } طلب
    }
money-details-turnsAndTokens = { $turns ->
    [zero] لا طلبات، { $tokens } رمز
    [one] طلب واحد، { $tokens } رمز
    [two] طلبان، { $tokens } رمز
    [few] { $turns } طلبات، { $tokens } رمز
    [many] { $turns } طلبًا، { $tokens } رمز
   *[other] { $turns } طلب، { $tokens } رمز
    }
money-details-costAnd = { $cost }، { $rest }
money-options-byItselfAs = كما يأتي ({ $level })
