# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

activity-sending = جارٍ الإرسال
activity-queued = ينتظر في الطابور
activity-starting = يستعد
activity-thinking = يفكر
activity-writing = يكتب
activity-runningCode = يشغّل { $language }
activity-searchingFor = يبحث عن { $queries }
activity-searching = يبحث في الويب
activity-reading = { $n ->
    [zero] يقرأ: لا صفحات
    [one] يقرأ: صفحة واحدة
    [two] يقرأ: صفحتان
    [few] يقرأ: { $n } صفحات
    [many] يقرأ: { $n } صفحة
   *[other] يقرأ: { $n } صفحة
    }
activity-readingOne = يقرأ { $host }
activity-waitingForNetwork = ينتظر الشبكة
activity-waitingForServer = طلب الخادم الانتظار. محاولة جديدة بعد { $span }
activity-tryingAgainIn = محاولة جديدة بعد { $span }
activity-waitingForYou = ينتظرك
activity-tryingAgain = يحاول من جديد
activity-reconnecting = يعيد الاتصال
activity-checking = يتحقق من الحال
activity-silent = لا خبر منذ { $span }
activity-stopping = يتوقف
activity-savingFiles = يحفظ الملفات، { $done } من { $total }
activity-lookingForFiles = يبحث عن ملفات
activity-finishing = ينهي العمل
activity-unconfirmed = ليس مؤكدًا أنه وصل
activity-aPage = صفحة
activity-code = شيفرة
activity-shell = أمر صدفة

composer-label = رسالتك
composer-chat = اسأل عن شيء
composer-job = صف المهمة
composer-by-speaker = ماذا يُقرأ بصوت عالٍ؟
composer-by-painter = صف الصورة
composer-by-filmmaker = صف الفيديو
composer-followUp = اطلب المزيد
composer-followUpJob = المتابعة في البيئة المعزولة نفسها
composer-attach = إرفاق ملفات
composer-send = إرسال
composer-sendJob = تسليم
composer-stop = إيقاف
composer-dropHere = أفلت للإرفاق
composer-editing = تغييراتك تنشئ فرعًا جديدًا. القديم يبقى.
composer-keys = Enter للإرسال، Shift+Enter لسطر جديد
composer-leaves-local = لا شيء يغادر هذا الحاسوب.
composer-leaves-looksUp = لا شيء يغادر هذا الحاسوب سوى ما يُبحث عنه في الويب.
composer-leaves-lookups = ما يُبحث عنه يخرج إلى الويب.
composer-leaves-programs-sites = قد ترسل برامج المهمة ما تراه إلى المواقع التي تسمح بها.
composer-leaves-programs-open = قد ترسل برامج المهمة ما تراه إلى أي موقع.
composer-leaves-tools = ما تُسأل عنه أدواتها يُرسل إلى { $hosts }.
composer-thinksWith = يفكر باستخدام
composer-network-label = الإنترنت للبيئة المعزولة
composer-network-offLocal = متوقف. لا تصل برامج المهمة إلى شيء.
composer-network-research = هذا يعمل لدى { $owner } بدون بيئة معزولة، ويبحث هناك في الويب.
composer-network-open = كل المواقع
composer-network-sites = هذه المواقع فقط
composer-network-sitesHint = example.com, *.example.org
composer-network-needSite = سمّ موقعًا واحدًا على الأقل.
composer-sandbox-refused = يمكن للمهمة أن تجيب، لكن لا يمكنها تشغيل برامج أو إنشاء ملفات على هذا الحاسوب.
composer-sandbox-run = افتح طرفية وشغّل هذا، ثم ابدأ Errand من جديد:
composer-sandbox-copy = نسخ الأمر
composer-background-gemini = تستمر المهمة لدى { $owner }، حتى وErrand مغلق.
composer-background-local = تستمر المهمة ما دام Errand يعمل. الإنهاء يوقفها مؤقتًا.
composer-notRead = تعذر إرفاق «{ $name }».
composer-refused = { $n ->
    [zero] تعذر الإرفاق: لا ملفات.
    [one] تعذر الإرفاق: ملف واحد.
    [two] تعذر الإرفاق: ملفان.
    [few] تعذر الإرفاق: { $n } ملفات.
    [many] تعذر الإرفاق: { $n } ملفًا.
   *[other] تعذر الإرفاق: { $n } ملف.
    }
composer-nowhere = لا مكان هنا لإرفاق هذه الملفات. افتح محادثة، أو ابدأ شيئًا جديدًا.
composer-original = البدء من النص القديم
composer-later = اكتب ما يأتي بعد ذلك
composer-why-sending = جارٍ الإرسال
composer-why-job = المهمة ما زالت تعمل. ما تكتبه هنا يُحفظ، ويمكنك تسليمه حين تنتهي.
composer-why-answer = الجواب ما زال يصل. ما تكتبه هنا يُحفظ، ويمكنك إرساله حين ينتهي.
composer-why-nobody = لا أحد مُعدّ للإجابة. ما تكتبه هنا يُحفظ.
composer-leaves-yourWords = كلماتك
composer-leaves-filesOf = { $n ->
    [zero] لا ملفات ({ $size })
    [one] ملف واحد ({ $size })
    [two] ملفان ({ $size })
    [few] { $n } ملفات ({ $size })
    [many] { $n } ملفًا ({ $size })
   *[other] { $n } ملف ({ $size })
    }
composer-leaves-whatIsRead = { $n ->
    [zero] ما يقرؤه النموذج من الملفات (لا ملفات)
    [one] ما يقرؤه النموذج من الملفات (ملف واحد)
    [two] ما يقرؤه النموذج من الملفات (ملفان)
    [few] ما يقرؤه النموذج من الملفات ({ $n } ملفات)
    [many] ما يقرؤه النموذج من الملفات ({ $n } ملفًا)
   *[other] ما يقرؤه النموذج من الملفات ({ $n } ملف)
    }
composer-leaves-turns = { $n ->
    [zero] لا طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $n } طلبات
    [many] { $n } طلبًا
   *[other] { $n } طلب
    }
# $what begins with a capital letter: "Your words and 2 files (3 MB)".
composer-leaves-goes = { $what }: يُرسل إلى { $owner }.
composer-leaves-goesToModel = { $what }: يُرسل إلى { $host }، وكذلك ما تعيده البرامج. البيئة المعزولة على هذا الحاسوب.
composer-leaves-goesAlong = ما قيل حتى الآن لم يكن لدى { $host } بعد. يُرسل معه: { $what }.
composer-network-offGoogle = متوقف. لا تصل برامج البيئة المعزولة إلى شيء. قد يبحث Google نفسه للمهمة مع ذلك.
composer-network-offAt = متوقف. لا تصل برامج البيئة المعزولة إلى شيء. قد يبحث { $owner } نفسه للمهمة مع ذلك.

chat-thinking = يفكر
chat-sources = المصادر
chat-somePage = صفحة وجدها البحث
chat-source = المصدر { $n }: { $title }
chat-newBelow = نص جديد في الأسفل
chat-toEnd = إلى النهاية
chat-edit = تعديل
chat-again = أجب من جديد
chat-copyAnswer = نسخ الجواب
chat-details = التفاصيل
chat-branch = { $i }/{ $n }
chat-branchLabel = الفرع { $i } من { $n }
chat-previousBranch = الفرع السابق
chat-nextBranch = الفرع التالي
chat-incomplete = يتوقف الجواب هنا: بلغ حد طوله.
chat-stopped = أوقفتَ هذا.
chat-checkAgain = تحقق من جديد
chat-sendAgain = أرسل من جديد
chat-giveUp = اتركه
chat-openSettings = فتح الإعدادات
chat-startLocal = ابدأه من جديد
chat-earlier = عرض السابق
chat-copyCode = نسخ الشيفرة
chat-empty = لم يأت جواب.
chat-tokens = { $n ->
    [zero] لا رموز
    [one] رمز واحد
    [two] رمزان
    [few] { $n } رموز
    [many] { $n } رمزًا
   *[other] { $n } رمز
    }
chat-rename = إعادة تسمية
chat-delete = حذف
chat-renameTitle = الاسم
chat-save = حفظ
chat-deleteTitle = حذف «{ $title }»؟
chat-deleted = حُذف «{ $title }».
chat-undo = تراجع
chat-menu = إعادة تسمية أو حذف
chat-find = البحث هنا
chat-findNext = التالي
chat-findPrevious = السابق
chat-showFiles = الملفات
chat-hideFiles = إخفاء الملفات
chat-thoughtShort = فكّر
chat-thoughtFor = فكّر لمدة { $span }
chat-told-forgotten = لم يعد لدى الخادم ما قيل من قبل، فأُعيد قوله من السجل هنا.
chat-told-expired = لا يحتفظ الخادم بشيء كل هذه المدة، فأُعيد ما قيل من السجل هنا.
chat-told-other_place = ما قيل من قبل كان في مكان آخر، فحُكي من السجل هنا.
chat-told-branch = تابعت البيئة المعزولة في فرع آخر، فيعمل هذا في بيئة جديدة. أُعيد ما قيل من قبل.
chat-told-unfinished = لم ينته الطلب السابق بسلام، فأُعيد ما قيل من السجل هنا.
chat-fresh-forgotten = لم تعد البيئة المعزولة موجودة، فيعمل هذا في بيئة جديدة.
chat-fresh-expired = حُذفت البيئة المعزولة، فيعمل هذا في بيئة جديدة.
chat-fresh-other_place = البيئة المعزولة في مكان آخر، فيعمل هذا في بيئة جديدة.
chat-fresh-branch = تابعت البيئة المعزولة في فرع آخر، فيعمل هذا في بيئة جديدة.
chat-fresh-unfinished = لم ينته الطلب السابق بسلام.
chat-putBack = { $n ->
    [zero] أُعيد إلى بيئة معزولة جديدة: لا ملفات؛ البرامج المثبتة سابقًا ليست فيها.
    [one] أُعيد إلى بيئة معزولة جديدة: ملف واحد؛ البرامج المثبتة سابقًا ليست فيها.
    [two] أُعيد إلى بيئة معزولة جديدة: ملفان؛ البرامج المثبتة سابقًا ليست فيها.
    [few] أُعيد إلى بيئة معزولة جديدة: { $n } ملفات؛ البرامج المثبتة سابقًا ليست فيها.
    [many] أُعيد إلى بيئة معزولة جديدة: { $n } ملفًا؛ البرامج المثبتة سابقًا ليست فيها.
   *[other] أُعيد إلى بيئة معزولة جديدة: { $n } ملف؛ البرامج المثبتة سابقًا ليست فيها.
    }
chat-noRoom = { $n ->
    [zero] لم يكن هناك مكان لأقدم الطلبات (لا طلبات).
    [one] لم يكن هناك مكان لأقدم الطلبات (طلب واحد).
    [two] لم يكن هناك مكان لأقدم الطلبات (طلبان).
    [few] لم يكن هناك مكان لأقدم الطلبات ({ $n } طلبات).
    [many] لم يكن هناك مكان لأقدم الطلبات ({ $n } طلبًا).
   *[other] لم يكن هناك مكان لأقدم الطلبات ({ $n } طلب).
    }
chat-leftOut = تُرك: { $names }.
chat-deletes-all = كل كلمة منها
chat-deletes-allWithFiles = { $n ->
    [zero] كل كلمة منها مع ملفاتها (لا ملفات)
    [one] كل كلمة منها مع ملفاتها (ملف واحد)
    [two] كل كلمة منها مع ملفاتها (ملفان)
    [few] كل كلمة منها مع ملفاتها ({ $n } ملفات)
    [many] كل كلمة منها مع ملفاتها ({ $n } ملفًا)
   *[other] كل كلمة منها مع ملفاتها ({ $n } ملف)
    }
chat-deletes-first = { $sandbox ->
    [yes] يمكنك التراجع لعشر ثوانٍ. بعدها يُحذف من هذا الحاسوب: { $what }، مع بيئتها المعزولة هنا.
   *[no] يمكنك التراجع لعشر ثوانٍ. بعدها يُحذف من هذا الحاسوب: { $what }.
    }
chat-deletes-running = ما يزال يعمل فيها يُوقَف.
chat-deletes-elsewhere = تُحذف إجاباتها وبيئاتها المعزولة على الخادم الذي سُئل فور إمكان الوصول إليه. متى، تجده في الإعدادات، التخزين.
chat-deletes-told = ما أُرسل إلى { $names } يبقى هناك وفق قواعده. لا يستطيع Errand حذفه.
chat-deletes-files = تُحذف الملفات التي لا توجد إلا في هذه المحادثة. النسخ التي حفظتها في مكان آخر تبقى. وتُحذف أيضًا نسخة من سجلك قبل تحديث Errand لأن فيها هذه الكلمات.
chat-findNone = لم يوجد شيء
chat-findPlace = { $i } من { $n }
chat-findMessage = { $n ->
    [zero] { $i } من لا رسائل
    [one] { $i } من رسالة واحدة
    [two] { $i } من رسالتين
    [few] { $i } من { $n } رسائل
    [many] { $i } من { $n } رسالة
   *[other] { $i } من { $n } رسالة
    }

actions-label = ما يُطلب منك
actions-unnamed = بلا اسم
actions-unknown = ينتظر شيئًا لا يستطيع Errand عرضه. يمكنك المتابعة برسالة منك في الأسفل.
actions-answered = أجبتَ عن هذا.
actions-words = إجابتك
actions-moreWords = هل من إضافة
actions-needed = مطلوب
actions-choose = اختر
actions-leaveOpen = اتركه مفتوحًا
actions-yes = نعم
actions-no = لا
actions-decline = رفض
actions-answerAfterAll = الإجابة رغم ذلك
actions-reason = لمَ لا (يمكن تركه فارغًا)
actions-send = أرسل الإجابات
actions-required = يجب ملء هذا.
actions-nothing = أعط إجابة، أو ارفض.
actions-wholeNumber = هنا عدد صحيح.
actions-number = هنا عدد، بنقطة قبل الكسور.
actions-date = هنا يوم، بصيغة سنة-شهر-يوم.
actions-time = هنا وقت، مثل 18:30.
actions-dateTime = هنا يوم ووقت.
actions-chooseFile = اختر ملفًا
actions-fileLimit = 5 ميغابايت على الأكثر.
actions-item = { $list } { $n }
actions-addItem = إضافة إلى { $list }
actions-json = هنا قائمة أو كائن بصيغة JSON.
actions-leadOfJob = { $n ->
    [zero] تحتاج المهمة منك: لا إجابات.
    [one] تحتاج المهمة منك: إجابة واحدة.
    [two] تحتاج المهمة منك: إجابتان.
    [few] تحتاج المهمة منك: { $n } إجابات.
    [many] تحتاج المهمة منك: { $n } إجابة.
   *[other] تحتاج المهمة منك: { $n } إجابة.
    }
actions-leadOfAnswer = { $n ->
    [zero] يحتاج الجواب منك: لا إجابات.
    [one] يحتاج الجواب منك: إجابة واحدة.
    [two] يحتاج الجواب منك: إجابتان.
    [few] يحتاج الجواب منك: { $n } إجابات.
    [many] يحتاج الجواب منك: { $n } إجابة.
   *[other] يحتاج الجواب منك: { $n } إجابة.
    }

chat-deletes-manyWithFiles = { $n ->
    [zero] كل كلمة منها مع الملفات (لا ملفات)
    [one] كل كلمة منها مع الملفات (ملف واحد)
    [two] كل كلمة منها مع الملفات (ملفان)
    [few] كل كلمة منها مع الملفات ({ $n } ملفات)
    [many] كل كلمة منها مع الملفات ({ $n } ملفًا)
   *[other] كل كلمة منها مع الملفات ({ $n } ملف)
    }
chat-deletes-firstMany = يمكنك التراجع لعشر ثوانٍ. بعدها يُحذف من هذا الحاسوب: { $what }، مع البيئات المعزولة هنا.
chat-deletes-runningMany = ما يزال يعمل يُوقَف.
chat-deletes-elsewhereMany = تُحذف الإجابات والبيئات المعزولة على الخادم الذي سُئل فور إمكان الوصول إليه. متى، تجده في الإعدادات، التخزين.
chat-deletes-filesMany = تُحذف الملفات التي لا توجد إلا في هذه المحادثات. النسخ التي حفظتها في مكان آخر تبقى. وتُحذف أيضًا نسخة من سجلك قبل تحديث Errand لأن فيها هذه الكلمات.
