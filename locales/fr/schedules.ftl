# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

schedules-title = Programmations
schedules-new = Nouvelle programmation
schedules-none = Une programmation confie une tâche d’elle-même, encore et encore : chaque lundi à 7 h, le premier du mois. Vous êtes prévenu quand chacune est terminée, et ses fichiers arrivent ici.
schedules-open = Ouvrir « { $name } »
schedules-next = Prochaine fois : { $at }
schedules-when-gemini = Google l’exécute de lui-même, même quand cet ordinateur est éteint. Le résultat arrive ici dès qu’Errand tourne à nouveau. Tant qu’Errand ne tourne pas, personne ne surveille votre limite du mois.
schedules-when-local = Elle s’exécute sur cet ordinateur tant qu’Errand tourne, avec ou sans sa fenêtre. Ce qui était prévu pendant que l’ordinateur était éteint ou en veille est rattrapé une fois, quand Errand tourne à nouveau.
schedules-where-gemini = Chez Gemini
schedules-where-local = Sur cet ordinateur
schedules-state-active = Active
schedules-state-paused = En pause
schedules-state-month_limit = Attend la limite du mois
schedules-state-failing = Arrêtée après des échecs
schedules-state-gone = Absente de son serveur
schedules-limit = En pause, car la limite de ce mois est épuisée. Elle reprend d’elle-même au début d’un nouveau mois, ou quand vous relevez la limite dans Réglages, Dépenses.
schedules-gone = Son serveur ne la connaît plus. Enregistrez-la à nouveau, et elle sera recréée.
schedules-problem = Impossible de vérifier : { $message }
schedules-last = Dernière fois : { $outcome }, { $at }
schedules-outcome-running = En cours
schedules-outcome-done = Terminé
schedules-outcome-failed = Échoué
schedules-outcome-skipped = Laissé de côté
schedules-outcome-timed_out = A pris trop de temps
schedules-outcome-needs_you = A besoin de vous
schedules-missed = { $n ->
    [one] Avec { $n } fois suivante manquée
   *[other] Avec { $n } fois suivantes manquées
    }
schedules-byHand = Lancée à la main
schedules-due = Prévue { $at }
schedules-name = Nom
schedules-namePlaceholder = Rapport hebdomadaire
schedules-what = Ce qu’il faut faire
schedules-whatPlaceholder = Décrivez la tâche comme pour une seule fois. Les exécutions suivantes trouvent ce que les précédentes ont laissé dans leur bac à sable.
schedules-who = Qui s’en charge
schedules-nobody = Personne ne peut encore faire de tâches. Connectez d’abord Gemini ou démarrez le modèle de cet ordinateur.
schedules-internet = Internet pour ses programmes
schedules-how = Quand
schedules-often-day = Chaque jour
schedules-often-weekdays = En semaine
schedules-often-week = Chaque semaine
schedules-often-month = Chaque mois
schedules-often-own = Avec mes mots
schedules-weekday = Jour de la semaine
schedules-dayOfMonth = Jour du mois
schedules-time = Heure
schedules-words = En mots
schedules-wordsPlaceholder = every Monday at 7
schedules-wordsSay = En anglais, par exemple « weekdays at 18:30 », « on the 1st and 15th of the month at 8 », « every 2 hours ». Une ligne cron marche aussi.
schedules-reads = S’exécute { $words }.
schedules-readsCron = S’exécute selon cette ligne cron.
schedules-zone = Selon les horloges de { $zone }.
schedules-nextThree = Les prochaines fois, à votre heure
schedules-never = Cela n’arrive jamais.
schedules-cron = cron : { $line }
schedules-leftOut = Le { $day }, on avance les horloges et { $planned } n’existe pas : elle s’exécute à { $runs }.
schedules-twice = Le { $day }, on recule les horloges et { $planned } revient deux fois : elle ne s’exécute que la première.
schedules-google = Le { $day }, on change les horloges à { $planned }. Google ne dit pas ce qu’il fait alors.
schedules-save = Enregistrer
schedules-saving = Enregistrement
schedules-cancel = Abandonner
schedules-saved = « { $name } » est enregistré.
schedules-saveFirst = Enregistrez ou quittez d’abord cette planification.
schedules-run = Exécuter maintenant
schedules-pause = Mettre en pause
schedules-goOn = Reprendre
schedules-runs = Exécutions
schedules-noRuns = Pas encore exécutée.
schedules-openRun = Ouvrir
schedules-remove = Supprimer
schedules-removeTitle = Supprimer « { $name } » ?
schedules-removeSay = Elle est supprimée ici maintenant, et sur son serveur dès qu’il est joignable. Les tâches qu’elle a faites restent.
schedules-discardTitle = Quitter sans enregistrer ?
schedules-discardSay = Vos modifications seront perdues.
schedules-discard = Abandonner
schedules-stay = Continuer
schedules-autostart = Démarrer Errand avec l’ordinateur
schedules-autostartSay = Sans fenêtre. C’est la seule façon pour les programmations de cet ordinateur de tourner avant que vous n’ouvriez Errand.
schedules-autostartUnknown = Errand ne connaît pas de moyen pour ce bureau de démarrer des programmes. Ouvrez Errand après chaque démarrage de l’ordinateur.
schedules-ask = Démarrer Errand avec l’ordinateur ?
schedules-askSay = Les programmations de cet ordinateur ne tournent que tant qu’Errand tourne. Il démarrerait sans fenêtre et se trouverait dans la barre. Vous pouvez changer cela sur cette page.
schedules-askYes = Le démarrer
schedules-askNo = Pas maintenant
schedules-failed = { $n ->
    [one] Son serveur l’a arrêtée après { $n } échec. { $reason } Corrigez ce qui ne va pas, puis laissez-la reprendre.
   *[other] Son serveur l’a arrêtée après { $n } échecs de suite. { $reason } Corrigez ce qui ne va pas, puis laissez-la reprendre.
    }
schedules-foreign = Créées ailleurs
schedules-foreignSay = D’autres programmes les ont créées chez Google, avec la même clé. Elles s’exécutent là-bas ; Errand n’y touche pas et n’en prend rien.
schedules-foreignState-active = Active
schedules-foreignState-paused = En pause
schedules-foreignState-failing = Arrêtée après des échecs
schedules-attach = Joindre des fichiers
schedules-attachSay = Chaque exécution les a. Un fichier peut faire 1 Mo, tous ensemble 2 Mo.
schedules-toolsAsk = Ce qui demande d’abord vous attend : l’exécution s’arrête là, « A besoin de vous », et vous êtes prévenu.
schedules-toolsGone = Certains de ses outils ne sont plus ici. Elle s’exécute sans eux ; ouvrez-la pour changer cela.
schedules-toolsKept = { $owner } garde avec cette planification l’adresse et les en-têtes des serveurs appelés sans demander, jusqu’à ce que vous la modifiiez ou la supprimiez.
