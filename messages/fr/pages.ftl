# Les pages des règles : `src/report/rule_page.rs`, `src/cli/explain.rs`.

explain-unknown = Ce que signifie « indéterminé »
explain-bad = Ce que la règle constate
explain-good = Ce qu’elle admet
explain-neighbours = Règles voisines : { $rules }
explain-off = Paquet éteint par défaut : il juge si cocarde.toml dit [packs] { $pack } = true.
explain-packs = paquets
set-aside-by = écartée par
set-aside-by-derogation = une dérogation ({ $bases })
set-aside-by-comment = un commentaire motivé
set-aside-by-comment-in-part = un commentaire motivé, pour une partie de ce qu’elle exige
set-aside-by-baseline = un état de référence
set-aside-by-nothing = rien
page-generated = Écrit par `cargo test --test rule_pages` à partir des règles et des textes : ne pas modifier ici.
page-rules = Règles
page-rules-intro = Chaque règle a sa page : pourquoi, selon quels textes, ce que signifie un verdict indéterminé, que faire, et des exemples que les tests jugent au 23/11/2026. La gravité est la plus haute ; ce qu’un texte ne fait qu’inviter à suivre n’est jamais plus qu’une information.
page-pack-off = Éteint par défaut : `[packs] { $pack } = true` dans `cocarde.toml`, ou `--only { $pack }`.
page-rule = règle
page-severity = gravité
page-undetermined = gravité d’un verdict indéterminé
page-finds = constate
page-packs = paquets
page-default = par défaut
page-on = allumée
page-off = éteinte
page-looks-at = juge
page-resources = les ressources
page-states = les états Terraform
page-code = le code, tel qu’il est écrit
page-register = dérogations enregistrées
page-resources-and-states = les ressources et les états Terraform
page-colon = { " : " }
page-bad = Ce que la règle constate
page-good = Ce qu’elle admet
page-no-text = Aucun texte : la règle tient ce que l’organisation a écrit elle-même.
page-from = Cité à compter du { $from }.
page-until = Cité jusqu’au { $until }.
page-between = Cité du { $from } au { $until }.
page-binds-all = Oblige toute entité.
page-binds = Oblige : { $entities }.
page-invites = Invite seulement (les constats sont alors des informations) : { $entities }.
page-projects = Projets commencés à compter du { $from }, ou ayant connu depuis une évolution majeure (changement de prestataire, ou au moins 50 % du coût initial).
page-neighbours = Règles voisines
page-overlaps = même faute selon un autre texte ; des deux, celle qui pèse le plus est seule constatée
