# Les erreurs de cocarde.toml : `src/report/problems/settings.rs`.

settings-unreadable = { $path } n’est pas lu : { $reason }
settings-unreadable-remedy = rétablir le fichier, ou juger sans lui : --no-config
settings-toml = ce n’est pas du TOML : « { $message } »
settings-toml-remedy = corriger la syntaxe du fichier
settings-unknown-key = la clé « { $key } » n’existe pas ici
settings-unknown-key-remedy = choisir parmi : { $known }
settings-wrong-type = il faut ici { $expected }
settings-wrong-type-remedy = remplacer cette valeur
settings-unknown-value = la valeur « { $value } » n’existe pas ici
settings-unknown-value-remedy = choisir parmi : { $known }
settings-glob = « { $glob } » n’est pas un motif : « { $reason } »
settings-glob-remedy = écrire un motif tel que `infra/prod/**` ; dans un chemin, un caractère spécial s’écrit entre crochets
settings-date = ceci n’est pas une date
settings-date-remedy = écrire l’année, le mois et le jour : `2026-11-23`
settings-missing = la clé `{ $key }` manque ici
settings-missing-remedy = l’ajouter
settings-nothing-classified = ce `[[classify]]` ne dit pas ce qu’il classifie
settings-nothing-classified-remedy = ajouter `paths`, `modules` ou `resources`
settings-nothing-derogated = cette `[[derogation]]` ne dit pas ce qu’elle couvre
settings-nothing-derogated-remedy = ajouter `addresses`, `modules` ou `paths` (`paths = ["**"]` pour tout le dépôt)
settings-too-many-derogations = plus de { $most } dérogations sont enregistrées
settings-too-many-derogations-remedy = supprimer celles qui ne servent plus, ou juger séparément les parties du dépôt
settings-not-a-register = un registre de dérogations est un fichier `.toml`
settings-not-a-register-remedy = le renommer, par exemple `derogations.toml`
settings-register = le registre de dérogations { $path } n’est pas lu : { $reason }
settings-register-remedy = corriger ce chemin, relatif à ce fichier, ou rétablir le registre
settings-nothing-bound = ce `[[bind]]` ne dit rien du fournisseur
settings-nothing-bound-remedy = ajouter `offer` ou `region`
declaration-unmatched = cette déclaration ne correspond à rien dans le dépôt
declaration-unmatched-remedy = corriger ses motifs ou le nom du fournisseur, ou la supprimer
words-a-table = une table
words-a-list-of-tables-each-under-its = une liste de tables, chacune sous son `[[…]]`
words-a-path-or-a-list-of-paths = un chemin ou une liste de chemins
words-a-number-of-days = un nombre de jours
words-a-list-of-strings = une liste de chaînes
words-true-or-false = `true` ou `false`
