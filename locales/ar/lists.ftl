# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

lists-which = ما تعرضه القائمة
lists-whichIs = ما تعرضه القائمة: { $name }
lists-unread = لم يُقرأ بعد
lists-archived = مؤرشف
lists-pinned = مثبّت
lists-others = أخرى
lists-folders = مجلدات
lists-none-unread = قُرئ كل شيء.
lists-none-archived = ما تؤرشفه يكون هنا. والبحث يجده أيضًا.
lists-none-folder = لا شيء في هذا المجلد بعد. انقل محادثة إليه من قائمتها.
lists-menu = قائمة «{ $title }»
lists-select = تحديد
lists-pin = تثبيت
lists-unpin = إلغاء التثبيت
lists-markUnread = تعليم كغير مقروء
lists-markRead = تعليم كمقروء
lists-move = نقل إلى مجلد
lists-rename = إعادة تسمية
lists-archive = أرشفة
lists-unarchive = إخراج من الأرشيف
lists-delete = حذف
lists-bar = ما يُفعل بالمحادثات المحددة
lists-clear = إلغاء التحديد
lists-folder = المجلد
lists-noFolder = بلا مجلد
lists-newFolder = مجلد جديد
lists-newFolderHint = مثل «الموردون»
lists-moveYes = نقل
lists-make = إنشاء
lists-renameFolder = إعادة تسمية المجلد
lists-folderName = اسم المجلد
lists-removeFolder = إزالة المجلد
lists-folderRemoved = أُزيل المجلد «{ $name }». ما كان فيه ليس في أي مجلد الآن.
lists-save = حفظ
lists-menuOf = { $n ->
    [zero] قائمة لا محادثات
    [one] قائمة محادثة واحدة
    [two] قائمة محادثتين
    [few] قائمة { $n } محادثات
    [many] قائمة { $n } محادثة
   *[other] قائمة { $n } محادثة
    }
lists-selected = { $n ->
    [zero] محدد: لا محادثات
    [one] محدد: محادثة واحدة
    [two] محدد: محادثتان
    [few] محدد: { $n } محادثات
    [many] محدد: { $n } محادثة
   *[other] محدد: { $n } محادثة
    }
lists-archivedOne = أُرشف «{ $title }».
lists-archivedAll = { $n ->
    [zero] أُرشف: لا محادثات.
    [one] أُرشف: محادثة واحدة.
    [two] أُرشف: محادثتان.
    [few] أُرشف: { $n } محادثات.
    [many] أُرشف: { $n } محادثة.
   *[other] أُرشف: { $n } محادثة.
    }
lists-deletedAll = { $n ->
    [zero] حُذف: لا محادثات.
    [one] حُذف: محادثة واحدة.
    [two] حُذف: محادثتان.
    [few] حُذف: { $n } محادثات.
    [many] حُذف: { $n } محادثة.
   *[other] حُذف: { $n } محادثة.
    }
lists-deleteAll = { $n ->
    [zero] حذف لا محادثات؟
    [one] حذف محادثة واحدة؟
    [two] حذف محادثتين؟
    [few] حذف { $n } محادثات؟
    [many] حذف { $n } محادثة؟
   *[other] حذف { $n } محادثة؟
    }
lists-moveOne = أين يوضع «{ $title }»؟
lists-moveAll = { $n ->
    [zero] أين توضع لا محادثات؟
    [one] أين توضع محادثة واحدة؟
    [two] أين توضع محادثتان؟
    [few] أين توضع { $n } محادثات؟
    [many] أين توضع { $n } محادثة؟
   *[other] أين توضع { $n } محادثة؟
    }
