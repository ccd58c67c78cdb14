# Ce qui a gêné l’analyse : `src/report/problems/`. Un titre dit quoi, `-remedy` ce qu’il faut faire.

unreadable = { $count ->
         [one] { $path } n’est pas lu
        *[other] { $count } fichiers ou liens ne sont pas lus
    } : { $reason }
read-outside = hors du dépôt, seul lu
read-not-found = ce fichier n’existe pas
read-dangling = lien vers rien
read-loop = lien vers un répertoire qui le contient
read-not-a-file = ce n’est pas un fichier ordinaire
read-too-large = plus de { $megabytes } Mio
read-not-unicode = nom de fichier qui n’est pas de l’Unicode
read-io = le système répond « { $message } »
consequence = conséquence
consequence-syntax = le reste du fichier est analysé ; ce qui ne peut pas être lu ici n’est pas jugé
consequence-unreadable = ce que ces fichiers déclarent n’est pas jugé
consequence-encoding = chaque octet fautif est lu comme `?`
consequence-duplicate = seule la première déclaration est jugée
consequence-labels = ce bloc n’est pas jugé
consequence-module = les ressources de ce module ne sont pas jugées
consequence-modules = les ressources de ces modules ne sont pas jugées, et leurs sorties sont inconnues
consequence-evaluation = cette valeur est tenue pour inconnue, et ce qui en dépend peut être indéterminé
consequence-unmatched = elle ne change aucun verdict
first-declaration = première déclaration
path-label = chemin
source-label = source
source-calls = { $source } ({ $count ->
         [one] 1 appel
        *[other] { $count } appels
    })
source-computed = source calculée
and-more = … et { $count ->
         [one] 1 autre
        *[other] { $count } autres
    }
top-directory = le répertoire principal du dépôt
quoted-directory = « { $directory } »
did-you-mean = peut-être : « { $nearest } »
syntax-too-deep = ces imbrications sont trop profondes pour être lues
syntax-too-deep-remedy = répartir l’expression entre des valeurs locales ou des modules
syntax-unexpected-character = le caractère « { $argument } » n’a pas de sens ici
syntax-unexpected-character-remedy = le supprimer
syntax-single-quote = une chaîne ne s’écrit pas entre apostrophes
syntax-single-quote-remedy = remplacer chaque ' par "
syntax-unsupported-operator = `{ $argument }` n’est pas un opérateur
syntax-unsupported-operator-remedy = écrire `&&`, `||` ou `!`
syntax-unclosed-string = cette chaîne n’est pas fermée sur sa ligne
syntax-unclosed-string-remedy = ajouter `"` à la fin de la chaîne, écrire `\n` pour un saut de ligne, ou employer un heredoc
syntax-unclosed-heredoc = ce heredoc n’est pas fermé
syntax-unclosed-heredoc-remedy = écrire `{ $argument }` seul sur une ligne après le texte
syntax-heredoc-at-end = la marque de fin `{ $argument }` n’est pas suivie d’un saut de ligne
syntax-heredoc-at-end-remedy = terminer le fichier par un saut de ligne
syntax-heredoc-opening = ceci n’ouvre pas un heredoc
syntax-heredoc-opening-remedy = écrire `<<` et un nom qui termine la ligne, par exemple `<<EOT`
syntax-unclosed-comment = ce commentaire n’est pas fermé
syntax-unclosed-comment-remedy = ajouter `*/`
syntax-unclosed-sequence = cette séquence de gabarit n’est pas fermée
syntax-unclosed-sequence-remedy = ajouter `{"}"}`
syntax-extra-in-sequence = une séquence de gabarit ne contient qu’une expression
syntax-extra-in-sequence-remedy = fermer la séquence par `{"}"}` avant ce qui suit l’expression
syntax-unclosed-bracket = `{ $argument }` n’est jamais fermé
syntax-unclosed-bracket-remedy = fermer la parenthèse, le crochet ou l’accolade
syntax-unclosed-block = ce bloc n’est jamais fermé
syntax-unclosed-block-remedy = ajouter `{"}"}` seul sur une ligne
syntax-unexpected-closing = `{ $argument }` ne ferme rien
syntax-unexpected-closing-remedy = le supprimer, ou ouvrir ce qu’il doit fermer
syntax-invalid-escape = cette séquence d’échappement n’existe pas
syntax-invalid-escape-remedy = écrire `\n`, `\r`, `\t`, `\"`, `\\`, `\uNNNN` ou `\UNNNNNNNN` ; une barre oblique inversée s’écrit `\\`
syntax-malformed-number = ce nombre ne peut pas être lu
syntax-malformed-number-remedy = écrire des chiffres, avec au plus un point décimal et un exposant
syntax-missing-expression = une expression manque ici
syntax-missing-expression-remedy = écrire une valeur, ou supprimer ce qui l’annonce
syntax-extra-after-expression = l’expression se termine avant ceci
syntax-extra-after-expression-remedy = supprimer ce qui suit l’expression
syntax-missing-newline-after-argument = un argument doit terminer sa ligne
syntax-missing-newline-after-argument-remedy = placer ce qui suit à la ligne suivante
syntax-missing-newline-after-block = un bloc doit terminer sa ligne
syntax-missing-newline-after-block-remedy = placer ce qui suit `{"}"}` à la ligne suivante
syntax-duplicate-argument = l’argument `{ $argument }` est déjà défini dans ce bloc
syntax-duplicate-argument-remedy = supprimer l’un des deux
syntax-invalid-item = ni un argument ni un bloc ne commence ainsi
syntax-invalid-item-remedy = écrire un argument (`nom = valeur`) ou un bloc (`type {"{"}`)
syntax-invalid-argument = `{ $argument }` n’est ni un argument ni un bloc complet
syntax-invalid-argument-remedy = ajouter `=` et une valeur, ou des étiquettes et `{"{"}`
syntax-quoted-argument = le nom d’un argument s’écrit sans guillemets
syntax-quoted-argument-remedy = supprimer les guillemets
syntax-invalid-label = ceci n’est pas une étiquette de bloc
syntax-invalid-label-remedy = écrire un nom ou une chaîne entre guillemets, puis `{"{"}`
syntax-template-in-label = une étiquette de bloc est un texte fixe
syntax-template-in-label-remedy = supprimer l’interpolation ; pour écrire `$` ou `%` devant une accolade, le doubler
syntax-brace-on-next-line = l’accolade ouvrante doit être sur la ligne du type et des étiquettes du bloc
syntax-brace-on-next-line-remedy = remonter `{"{"}` à la fin de cette ligne
syntax-nested-block-on-one-line = un bloc écrit sur une ligne ne contient pas d’autre bloc
syntax-nested-block-on-one-line-remedy = placer le bloc intérieur sur ses propres lignes
syntax-several-arguments-on-one-line = un bloc écrit sur une ligne contient un argument au plus
syntax-several-arguments-on-one-line-remedy = placer chaque argument sur sa propre ligne
syntax-one-line-block-continues = un bloc dont la première ligne porte un argument doit se fermer sur cette ligne
syntax-one-line-block-continues-remedy = placer l’argument sur la ligne suivante
syntax-missing-comma = une virgule manque ici
syntax-missing-comma-remedy = séparer ces éléments par une virgule
syntax-missing-item-separator = rien ne sépare ces éléments de l’objet
syntax-missing-item-separator-remedy = les séparer par une virgule ou un saut de ligne
syntax-missing-item-value = cette clé n’a pas de valeur
syntax-missing-item-value-remedy = ajouter `=` et une valeur
syntax-ellipsis-not-last = `...` n’est pas en dernier
syntax-ellipsis-not-last-remedy = placer `...` juste avant `)`
syntax-missing-call = un nom qui contient `::` est celui d’une fonction
syntax-missing-call-remedy = ajouter ses arguments entre parenthèses
syntax-missing-else = cette condition n’a pas de valeur pour l’autre cas
syntax-missing-else-remedy = écrire `condition ? valeur : valeur`
syntax-invalid-for = ce `for` ne peut pas être lu
syntax-invalid-for-remedy = écrire `for nom in collection : résultat` ou `for clé, nom in collection : résultat`
syntax-key-in-tuple-for = un `for` entre crochets ne donne pas de clé
syntax-key-in-tuple-for-remedy = remplacer les crochets par des accolades, ou ne donner qu’une valeur
syntax-grouping-in-tuple-for = `...` ne regroupe que les valeurs d’un objet
syntax-grouping-in-tuple-for-remedy = remplacer les crochets par des accolades, ou supprimer `...`
syntax-no-key-in-object-for = un `for` entre accolades donne une clé à chaque valeur
syntax-no-key-in-object-for-remedy = écrire `{"{"}for … : clé => valeur{"}"}`
syntax-missing-attribute-name = rien ne suit ce point
syntax-missing-attribute-name-remedy = ajouter un nom, un indice ou `*`
syntax-invalid-legacy-index = ces indices se lisent comme un nombre décimal
syntax-invalid-legacy-index-remedy = les écrire entre crochets : `[0][1]`
syntax-unclosed-splat = `[*` n’est pas fermé
syntax-unclosed-splat-remedy = ajouter `]`
syntax-unknown-directive = cette directive de gabarit n’existe pas
syntax-unknown-directive-remedy = écrire if, else, endif, for ou endfor ; pour écrire `%` devant une accolade, le doubler
syntax-unexpected-directive = `%{"{"}{ $argument }{"}"}` ne termine rien d’ouvert ici
syntax-unexpected-directive-remedy = le supprimer, ou ouvrir ce qu’il doit terminer
syntax-unclosed-directive = `%{"{"}{ $argument }{"}"}` n’est pas fermé
syntax-unclosed-directive-remedy = ajouter `%{"{"}end{ $argument }{"}"}`
syntax-json-unexpected = ce n’est pas du JSON : { $argument } est attendu ici
syntax-json-unexpected-remedy = corriger le fichier, ou l’écrire de nouveau avec l’outil qui le produit
syntax-json-string = cette chaîne JSON n’est pas fermée, ou contient un caractère de contrôle
syntax-json-string-remedy = ajouter `"` à la fin, ou écrire `\n` pour un saut de ligne
syntax-json-escape = cette séquence d’échappement n’existe pas en JSON
syntax-json-escape-remedy = écrire `\\` pour une barre oblique inversée
syntax-more = { $count ->
         [one] une autre erreur de syntaxe n’est pas détaillée
        *[other] { $count } autres erreurs de syntaxe ne sont pas détaillées
    } dans ce fichier
syntax-more-remedy = corriger d’abord celles qui précèdent, et vérifier que le fichier est bien écrit en HCL
encoding = ce fichier contient { $count ->
         [one] un octet qui n’est pas de l’UTF-8
        *[other] { $count } octets qui ne sont pas de l’UTF-8
    }
encoding-remedy = enregistrer le fichier en UTF-8
path = { $path } : { $reason }
path-remedy = donner le chemin d’un fichier ou d’un répertoire qui peut être lu
unreadable-outside-remedy = donner à Cocarde le dépôt qui contient ce fichier, ou remplacer le lien par une copie
unreadable-not-found-remedy = rétablir le fichier, ou supprimer ce qui y renvoie
unreadable-dangling-remedy = supprimer le lien, ou rétablir ce vers quoi il mène
unreadable-loop-remedy = supprimer le lien qui revient sur son propre répertoire
unreadable-not-a-file-remedy = le remplacer par un fichier ordinaire, ou l’ajouter à `exclude` dans cocarde.toml
unreadable-too-large-remedy = le scinder, ou l’ajouter à `exclude` dans cocarde.toml
unreadable-not-unicode-remedy = renommer le fichier
unreadable-io-remedy = vérifier les droits de lecture sur ce chemin
declaration-duplicate = `{ $address }` est déclaré deux fois dans ce module
declaration-duplicate-remedy = renommer ou supprimer l’une des deux déclarations
declaration-labels = un bloc `{ $kind }` prend { $count ->
         [0] zéro étiquette
         [one] une étiquette
        *[other] { $count } étiquettes
    }
declaration-labels-remedy = corriger le nombre d’étiquettes entre le type du bloc et son accolade
module-no-source = l’appel `module.{ $name }` n’a pas de `source`
module-no-source-remedy = ajouter l’argument `source`
module-missing = le module appelé par `module.{ $name }` est absent : { $place } ne contient aucun fichier de configuration
module-missing-remedy = corriger `source`, ou ajouter le module au dépôt ; si `terraform init` l’avait installé, le lancer de nouveau
module-outside = le module appelé par `module.{ $name }` est hors du dépôt, où rien n’est lu
module-outside-remedy = placer le module dans le dépôt, ou lancer Cocarde sur le répertoire qui contient les deux
module-cycle = `module.{ $name }` s’appelle lui-même : { $place } est déjà l’un de ses appelants
module-cycle-remedy = supprimer l’appel qui ferme la boucle
module-not-installed = { $count ->
         [one] un appel de module distant n’est pas analysé : le module n’est pas installé
        *[other] { $count } appels de modules distants ne sont pas analysés : les modules ne sont pas installés
    }
module-not-installed-remedy = lancer `terraform init` ou `tofu init` dans { $roots ->
         [one] le module racine
        *[other] les { $roots } modules racines
    } avant `cocarde check`
no-configuration = aucun fichier Terraform ou OpenTofu dans « { $path } »
no-configuration-remedy = donner le répertoire qui contient les fichiers .tf ou .tofu, et vérifier `exclude` et .gitignore
no-such-rule = aucune règle ne s’appelle « { $rule } »
no-such-rule-remedy = choisir parmi : { $known }
policy = cette politique est fautive : « { $message } »
policy-remedy = corriger le fichier de la politique ; aucune politique n’est appliquée à moitié
doctrine = les données juridiques ne peuvent pas être lues : « { $message } »
doctrine-remedy = rétablir ces données : sans elles, rien ne peut être jugé
