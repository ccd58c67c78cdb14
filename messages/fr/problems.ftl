# Ce qui a gêné l’analyse : `src/report/problems/`. Un titre dit quoi, `-remedy` ce qu’il faut faire.

unreadable = { $count ->
         [one] { $path } n’est pas lu
        *[other] { $count } fichiers ou liens ne sont pas lus
    } : { $reason }
read-outside = hors du dépôt, où rien n’est lu
read-not-found = ce fichier n’existe pas
read-dangling = lien vers rien
read-too-many = plus de fichiers et de répertoires qu’il n’en est examiné
read-not-a-file = ce n’est pas un fichier ordinaire
read-stack = les piles Terragrunt ne sont pas lues par cette version
read-too-large = plus de { $megabytes } Mio
read-not-unicode = nom de fichier qui n’est pas de l’Unicode
read-io = le système répond « { $message } »
consequence = conséquence
consequence-syntax = le reste du fichier est analysé ; ce qui ne peut pas être lu ici n’est pas jugé
consequence-unreadable = ce qui y est déclaré n’est pas jugé
consequence-encoding = chaque octet fautif est lu comme `?`
consequence-duplicate = seule la première déclaration est jugée
consequence-only-override = il est jugé comme s’il se trouvait dans un autre fichier
consequence-count-and-for-each = il n’est pas tenu compte de `for_each`
consequence-labels = ce bloc n’est pas jugé
consequence-module = les ressources de ce module ne sont pas jugées
consequence-modules = les ressources de ces modules ne sont pas jugées, et leurs sorties sont inconnues
consequence-unit = dans les unités concernées, ce qui peut en dépendre est tenu pour inconnu, et ce qui y est déclaré n’est pas jugé
module-of-unit = le cache de Terragrunt n’est pas lu : pour juger les ressources d’une unité, son module doit être dans le dépôt
consequence-evaluation = cette valeur est tenue pour inconnue, et ce qui en dépend peut être indéterminé
consequence-limit = ce qui est au-delà de la limite n’est pas jugé : des ressources peuvent manquer au rapport, ou rester indéterminées
consequence-unmatched = elle ne change aucun verdict
first-declaration = première déclaration
given-label = donné par
also-label = aussi à
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
syntax-more = { $count ->
         [one] une autre erreur de syntaxe n’est pas détaillée
        *[other] { $count } autres erreurs de syntaxe ne sont pas détaillées
    } dans ce fichier
syntax-more-remedy = corriger d’abord celles qui précèdent, et vérifier que le fichier est bien écrit en HCL
syntax-json-value = une valeur JSON doit se trouver ici
syntax-json-value-remedy = écrire un objet, un tableau, une chaîne entre guillemets doubles, un nombre, `true`, `false` ou `null`
syntax-json-key = le nom d’une propriété doit se trouver ici
syntax-json-key-remedy = écrire le nom entre guillemets doubles, puis `:` et une valeur ; un commentaire est la valeur d’une propriété nommée `"//"`
syntax-json-colon = cette propriété n’a pas de valeur
syntax-json-colon-remedy = écrire `:` et une valeur après son nom
syntax-json-trailing-comma = une virgule se trouve après le dernier élément
syntax-json-trailing-comma-remedy = la retirer : en JSON, les virgules ne se mettent qu’entre les éléments
syntax-json-string = cette chaîne n’est pas fermée sur sa ligne, ou contient un caractère de contrôle
syntax-json-string-remedy = ajouter `"` à la fin de la chaîne, et écrire `\n` pour un saut de ligne, `\t` pour une tabulation
syntax-json-escape = cette séquence d’échappement n’existe pas en JSON
syntax-json-escape-remedy = écrire `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t` ou `\uNNNN` ; une barre oblique inversée s’écrit `\\`
syntax-json-root = ce fichier de syntaxe JSON ne contient pas de configuration
syntax-json-root-remedy = mettre les blocs dans un objet, ou dans un tableau d’objets
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
unreadable-too-many-remedy = juger un de ses répertoires, ou en écarter : `exclude` dans cocarde.toml, ou .gitignore
unreadable-not-a-file-remedy = le remplacer par un fichier ordinaire, ou l’ajouter à `exclude` dans cocarde.toml
unreadable-stack-remedy = générer les unités (`terragrunt stack generate`) et analyser le résultat, ou l’ajouter à `exclude` dans cocarde.toml
unreadable-too-large-remedy = le scinder, ou l’ajouter à `exclude` dans cocarde.toml
unreadable-not-unicode-remedy = renommer le fichier
unreadable-io-remedy = vérifier les droits de lecture sur ce chemin
declaration-duplicate = `{ $address }` est déclaré deux fois dans ce module
declaration-duplicate-remedy = renommer ou supprimer l’une des deux déclarations
declaration-only-override = `{ $address }` n’est déclaré que dans un fichier de surcharge (override), qui n’a rien à surcharger
declaration-only-override-remedy = déplacer la déclaration dans un fichier qui n’est pas une surcharge, ou corriger son nom
declaration-count-and-for-each = un bloc prend `count` ou `for_each`, pas les deux
declaration-count-and-for-each-remedy = supprimer l’un des deux
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
unit-source-missing = le module de cette unité Terragrunt est absent : { $place } ne contient aucun fichier de configuration
unit-source-missing-remedy = corriger `source`, ou ajouter le module au dépôt
unit-include = le fichier que cet `include` de Terragrunt nomme n’est pas connu : { $reason }
unit-include-remedy = corriger `path`, ou ajouter le fichier au dépôt
unit-nested-include = un fichier inclus en inclut un autre, ce que Terragrunt refuse
unit-nested-include-remedy = inclure les deux fichiers dans l’unité
unit-generated = le contenu d’un fichier que Terragrunt écrit n’est pas connu : { $reason }
unit-generated-remedy = écrire dans le code ce qui manque, ou un bloc dont une valeur seule est inconnue
unit-variable-file = des valeurs de variables que Terragrunt donne à Terraform ne sont pas connues : { $reason }
unit-variable-file-remedy = corriger le chemin, ou donner les valeurs par --var-file ou --var
module-outside = le module appelé par `module.{ $name }` est hors du dépôt, où rien n’est lu
module-outside-remedy = placer le module dans le dépôt, ou lancer Cocarde sur le répertoire qui contient les deux
module-cycle = `module.{ $name }` s’appelle lui-même : { $place } est déjà l’un de ses appelants
module-cycle-remedy = supprimer l’appel qui ferme la boucle
module-not-installed = { $count ->
         [one] un appel de module distant n’est pas analysé : le module n’est pas installé
        *[other] { $count } appels de modules distants ne sont pas analysés : les modules ne sont pas installés
    }
module-not-installed-remedy = lancer `terraform init -backend=false` ou `tofu init -backend=false` dans { $roots ->
         [one] le module racine
        *[other] les { $roots } modules racines
    } avant `cocarde check`, ou accepter qu’ils ne soient pas jugés (`--allow-missing-modules`)
variable-files-unread = { $count ->
    [one] aucun module racine n’est exécuté avec le fichier de variables { $path }, à en juger par sa place, son nom et ce qu’il fixe
   *[other] aucun module racine n’est exécuté avec { $count } fichiers de variables, à en juger par leur place, leur nom et ce qu’ils fixent
}
variable-files-unread-remedy = si Terraform est exécuté avec l’un d’eux, le donner : --var-file FICHIER ; sinon, il n’y a rien à faire
ignored-configuration = { $count ->
         [one] le répertoire « { $path } » contient des fichiers de configuration, et un .gitignore l’écarte : il n’est pas jugé
        *[other] { $count } répertoires contiennent des fichiers de configuration, et un .gitignore les écarte : ils ne sont pas jugés
    }
ignored-configuration-remedy = si cela est déployé, le retirer du .gitignore ; sinon, il n’y a rien à faire
no-configuration = aucun fichier Terraform ou OpenTofu dans « { $path } »
no-configuration-remedy = donner le répertoire qui contient les fichiers .tf ou .tofu, et vérifier `exclude` et .gitignore
no-such-variable = aucun module racine ne déclare la variable « { $name } »
no-such-variable-remedy = écrire le nom comme le fait un bloc `variable`
no-such-rule = aucune règle ni aucun paquet ne s’appelle « { $rule } »
no-such-rule-remedy = choisir parmi : { $known }
no-policies = il n’y a pas de fichier de politique ici : { $path }
no-policies-remedy = donner un fichier, ou un répertoire qui contient des fichiers dont le nom finit par .policy.hcl
no-tests = il n’y a pas de fichier de tests ici : { $path }
no-tests-remedy = donner un fichier, ou un répertoire qui contient des fichiers dont le nom finit par .policytest.hcl
policy-input = une valeur donnée aux entrées des politiques est fautive : « { $message } »
policy-input-remedy = corriger ce que --input ou --input-file donne
policy-test = ce test de politiques est fautif : « { $message } »
policy-test-remedy = corriger le fichier de tests ; rien n’en a été exécuté
policy = cette politique est fautive : « { $message } »
policy-remedy = corriger le fichier de la politique ; aucune politique n’est appliquée à moitié
doctrine = les données juridiques ne peuvent pas être lues : « { $message } »
doctrine-remedy = rétablir ces données : sans elles, rien ne peut être jugé
evaluation-call = `{ $name }()` : { $problem }
evaluation-no-such-function-remedy = corriger le nom de la fonction ; celle d’un fournisseur s’écrit `provider::nom::fonction()`
evaluation-function-arguments-remedy = corriger le nombre d’arguments
evaluation-function-remedy = corriger l’argument, ou écarter le cas où la fonction échoue avec `try()` ou une condition
evaluation-operand-remedy = donner à l’opérateur des valeurs du type qu’il attend
evaluation-interpolation-remedy = n’insérer que des textes, des nombres et des booléens ; pour le reste, employer `jsonencode()` ou `join()`
evaluation-attribute-remedy = corriger le nom, ou prévoir l’absence avec `try()` ou `lookup()`
evaluation-index-remedy = choisir un élément qui existe, ou prévoir l’absence avec `try()`
operand-left = l’opérande de gauche ne convient pas : { $problem }
operand-right = l’opérande de droite ne convient pas : { $problem }
operand-null = un opérande est nul
interpolation-null = une valeur nulle ne s’insère pas dans un texte
interpolation-collection = { $kind } ne s’insère pas dans un texte
attribute-none = { $kind } n’a pas d’attributs
element-none = { $kind } n’a pas d’éléments à choisir
attribute-missing = aucun attribut ni aucune clé ne s’appelle « { $name } »
attribute-missing-unnamed = cet attribut ou cette clé n’existe pas
index-out-of-range = cet élément n’existe pas : { $count ->
         [0] il n’y en a aucun
         [one] il n’y en a qu’un
        *[other] il y en a { $count }
    }
index-not-whole = un indice est un nombre entier à partir de 0
index-null = une valeur nulle n’est ni un indice ni une clé
index-key = l’indice ne convient pas : { $problem }
number-syntax = ce n’est pas un nombre décimal
number-magnitude = nombre trop grand pour être calculé
number-division-by-zero = division par zéro
number-not-finite = le résultat n’est pas un nombre fini
convert-at = en `{ $path }`, { $problem }
convert-mismatch = `{ $expected }` est attendu, et non { $found }
convert-not-a-bool = un booléen est attendu : `true` ou `false`
convert-number = un nombre est attendu : { $problem }
convert-missing-attribute = l’attribut `{ $name }` manque
convert-length = un tuple de { $expected ->
         [0] zéro élément
         [one] 1 élément
        *[other] { $expected } éléments
    } est attendu, et non de { $found }
convert-no-common-type = les éléments n’ont pas de type commun
type-not-a-type = ce n’est pas un type
type-arguments = le constructeur de type `{ $name }` prend { $takes }
type-attribute-name = le nom d’un attribut est un nom simple ou une chaîne
type-duplicate-attribute = l’attribut `{ $name }` est déclaré deux fois dans ce type
type-misplaced-optional = `optional()` n’a de sens que pour l’attribut d’un type objet
type-default = la valeur par défaut n’est pas du type de l’attribut : { $problem }
limit-work = évaluer ceci demande plus de travail que l’analyse n’en accorde à une valeur
limit-work-remedy = simplifiez la valeur, ou calculez-la ailleurs et donnez-la par une variable ; scindez le module racine s’il est grand
limit-depth = des valeurs dépendent les unes des autres par plus de niveaux que l’analyse n’en suit
limit-depth-remedy = raccourcissez la chaîne des références, ou écrivez l’une des valeurs en toutes lettres
limit-instances = il y a plus d’instances de ressources que l’analyse n’en examine une à une
limit-instances-remedy = diminuez `count` ou `for_each`, ou scindez le module racine
limit-modules = il y a plus d’instances de modules que l’analyse n’en examine une à une
limit-modules-remedy = diminuez `count` ou `for_each` dans les appels de modules, ou scindez le module racine
limit-module-depth = cet appel de module est imbriqué dans trop d’autres pour être suivi
limit-module-depth-remedy = appelez le module à travers moins de niveaux
limit-size = cette valeur est plus grande, ou plus profonde, que ce que l’analyse suit
limit-size-remedy = scindez la valeur en plusieurs plus petites, ou donnez-la par une variable
limit-text = cette chaîne est plus longue que ce que l’analyse lit
limit-text-remedy = raccourcissez la chaîne, ou donnez-la par une variable
limit-runs = un module racine a plus de fichiers de variables que l’analyse n’en examine un à un
limit-runs-remedy = jugez les autres à part : --var-file FICHIER
limit-function = une fonction dépasse une limite de l’analyse ({ $limit })
limit-function-remedy = donnez moins à traiter à la fonction, ou donnez son résultat par une variable
template-variable = la variable `{ $name }` ne lui est pas donnée
template-arguments = la fonction prend un gabarit et ses variables
template-not-a-string = le gabarit ou son chemin n’est pas une chaîne
evaluation-template-file = le gabarit `{ $name }` n’a pas de résultat : { $problem }
function-unknown = cette fonction n’existe pas
function-unknown-nearest = cette fonction n’existe pas ; peut-être `{ $nearest }()`
function-too-few = { $least ->
         [one] un argument au moins est attendu
        *[other] { $least } arguments au moins sont attendus
    }, et non { $given }
function-too-many = { $most ->
         [0] aucun argument n’est attendu
         [one] un argument au plus est attendu
        *[other] { $most } arguments au plus sont attendus
    }, et non { $given }
function-argument = argument { $position } (`{ $parameter }`) : { $problem }
problem-kind = il faut { $kind }
problem-limit = la limite de l’analyse est dépassée ({ $limit })
problem-out-of-range = la valeur doit être comprise entre { $least } et { $most }
problem-lengths = les longueurs { $left } et { $right } diffèrent
problem-format = le format ne peut pas être lu à l’octet { $byte }
problem-format-missing = le format demande un argument { $argument }, qui manque
problem-format-unused = le format n’emploie que { $count ->
         [0] zéro argument
         [one] 1 argument
        *[other] { $count } arguments
    }
problem-format-argument = la directive à l’octet { $byte } du format ne peut pas écrire cette valeur : { $problem }
problem-json = ce n’est pas du JSON (ligne { $line }, colonne { $column })
problem-csv = ce n’est pas du CSV (ligne { $line })
problem-null = la valeur est nulle
problem-null-element = un des éléments est nul
problem-not-whole = un nombre entier est attendu
problem-negative = la valeur est négative
problem-empty = la valeur est vide
problem-all-empty = tous les arguments sont nuls ou vides
problem-no-common-type = les arguments n’ont pas de type commun
problem-not-found = cet élément n’existe pas
problem-no-such-key = cette clé n’existe pas, et aucun défaut n’est donné
problem-more-than-one = il y a plus d’un élément
problem-bounds = la borne est hors de la liste, ou après la fin de la tranche
problem-step = le pas ne mène pas du début à la fin
problem-not-in-base = ce n’est pas un nombre entier dans cette base
problem-pattern = cette expression régulière ne peut pas être lue
problem-mixed-groups = les groupes doivent tous avoir un nom, ou aucun
problem-no-match = l’expression régulière ne correspond à rien dans le texte
problem-base64 = ce n’est pas du Base64
problem-families = l’une est en IPv4, l’autre en IPv6
problem-percent = un % doit être suivi de deux chiffres hexadécimaux
problem-gzip = ces octets ne sont pas compressés par gzip
problem-encoding = ce n’est pas le nom d’un codage de caractères
problem-not-in-encoding = ce codage n’a pas ces caractères
problem-home = le répertoire personnel d’un autre utilisateur n’est pas connu
problem-not-text = le résultat n’est pas de l’UTF-8
problem-yaml = ce n’est pas du YAML qui puisse être lu
problem-csv-header = la ligne des noms de colonnes manque
problem-csv-duplicate = deux colonnes ont le même nom
problem-cidr = ce n’est pas une plage d’adresses en notation CIDR
problem-ipv6-netmask = une plage IPv6 n’a pas de masque
problem-no-room = la plage d’adresses est trop petite
problem-timestamp = ce n’est pas une date avec heure au format RFC 3339
problem-duration = ce n’est pas une durée telle que `1h30m`
problem-date-range = la date est hors de portée
problem-namespace = il faut un UUID, ou `dns`, `url`, `oid` ou `x500`
problem-glob = ce motif de fichiers ne peut pas être lu
format-verb = cette directive n’existe pas
evaluation-conversion = { $name } : { $problem }
evaluation-type-remedy = écrire any, bool, number, string, list(…), set(…), map(…), tuple([…]) ou object({"{"}…{"}"})
evaluation-conversion-remedy = donner une valeur du type déclaré, ou corriger le type
evaluation-branches = les deux résultats d’une condition doivent être du même type, et non { $one } et { $other }
evaluation-branches-remedy = donner aux deux cas des valeurs de même type
evaluation-null = cette valeur est nulle, et n’a donc ni attributs ni éléments
evaluation-null-remedy = donner une valeur, ou prévoir son absence avec `try()` ou une condition
evaluation-undeclared = `{ $name }` n’est pas déclaré dans ce module
evaluation-undeclared-remedy = corriger le nom, ou ajouter la déclaration
evaluation-not-here = `{ $name }` n’a pas de sens ici
evaluation-not-here-remedy = corriger la référence ; `each` et `count` demandent `for_each` ou `count` dans le même bloc, et les valeurs des variables s’écrivent sans références ni fonctions
evaluation-missing-argument = `module.{ $call }` est appelé sans son argument `{ $argument }`
evaluation-missing-argument-remedy = ajouter l’argument à l’appel, ou un défaut à la variable
evaluation-unsupported-argument = `module.{ $call }` n’a pas de variable `{ $argument }`
evaluation-unsupported-argument-remedy = corriger le nom, supprimer l’argument, ou déclarer la variable dans le module
evaluation-given-no-value = ce que --var ou TF_VAR_{ $name } donne à `var.{ $name }` n’est pas une valeur de son type
evaluation-given-no-value-remedy = l’écrire comme dans un fichier de variables : --var '{ $name }=["a", "b"]'
evaluation-null-variable = `var.{ $name }` ne doit pas être null : sa déclaration dit `nullable = false`
evaluation-null-variable-remedy = donner une valeur, ou un défaut à la variable
evaluation-count = `count` doit être un nombre entier, zéro ou plus
evaluation-count-remedy = corriger la valeur de `count`
evaluation-for-each = `for_each` doit être une table (map) ou un ensemble de chaînes
evaluation-for-each-remedy = convertir une liste avec `toset()`, ou écrire une table
evaluation-sensitive-for-each = `for_each` ne doit pas être sensible : ses clés font partie des adresses, qui sont affichées
evaluation-sensitive-for-each-remedy = répéter sur des clés qui ne sont pas secrètes, et retrouver les valeurs secrètes par leur clé
evaluation-iteration = seuls une liste, un ensemble, un tuple, une table (map) ou un objet se parcourent
evaluation-iteration-remedy = donner une collection
evaluation-key = une clé doit être une chaîne
evaluation-key-remedy = convertir la clé avec `tostring()`, ou la corriger
evaluation-duplicate-key = deux éléments ont la même clé
evaluation-duplicate-key-remedy = rendre les clés uniques, ou regrouper les valeurs avec `...`
evaluation-condition = une condition doit valoir vrai ou faux
evaluation-condition-remedy = écrire une comparaison, ou `true` ou `false`
evaluation-cycle = `{ $name }` dépend de lui-même
evaluation-cycle-remedy = supprimer l’une des références qui ferment la boucle
evaluation-no-instance = cette instance n’existe pas : ni `count` ni `for_each` ne la crée
evaluation-no-instance-remedy = corriger la clé ou l’indice, ou ajouter l’instance
evaluation-try = aucun argument de `try()` ne peut être évalué
evaluation-try-remedy = ajouter en dernier une valeur qui peut l’être, par exemple `null`
evaluation-can = `can()` prend un seul argument
evaluation-can-remedy = lui donner l’expression à essayer, et rien d’autre
evaluation-expansion = `...` ne déplie qu’une liste, un ensemble ou un tuple
evaluation-expansion-remedy = donner une liste, ou supprimer `...`
evaluation-lookup = il y faut un type et un objet d’attributs
evaluation-lookup-remedy = l’écrire comme `core::getresources("aws_s3_bucket", local.filter)`
evaluation-version = « { $text } » n’est ni une version ni une contrainte de version
evaluation-version-remedy = l’écrire comme `1.2.3`, ou `>= 1.2.0, < 2.0.0`
evaluation-template = ce gabarit n’a pas de résultat : { $problem }
evaluation-template-remedy = corriger le gabarit, ou les variables qui lui sont données
words-null = une valeur nulle
words-a-bool = un booléen
words-a-number = un nombre
words-a-string = une chaîne
words-a-list = une liste
words-a-set = un ensemble
words-a-tuple = un tuple
words-a-map = une table (map)
words-an-object = un objet
words-a-policy-file = un fichier de politiques
words-a-test-file = un fichier de tests
words-an-unknown-value = une valeur inconnue
words-a-known-value = une valeur connue
words-a-list-or-a-set = une liste ou un ensemble
words-a-list-set-or-tuple = une liste, un ensemble ou un tuple
words-a-map-or-object = une table (map) ou un objet
words-a-list-or-tuple = une liste ou un tuple
words-a-string-or-a-collection = une chaîne ou une collection
words-one-two-or-three-numbers = un, deux ou trois nombres
words-the-number-of-elements = nombre d’éléments
words-the-length-of-a-string = longueur d’une chaîne
words-the-length-of-a-number = longueur d’un nombre
words-the-size-of-a-file = taille d’un fichier
words-the-size-of-a-number = taille d’un nombre
words-the-depth-of-a-document = profondeur d’un document
words-the-size-of-a-regular-expression = taille d’une expression régulière
words-one-argument-a-list-of-types-in-brackets = un argument : une liste de types entre crochets
words-one-argument-attribute-names-and-their-types-in-braces = un argument : des noms d’attributs et leurs types entre accolades
words-one-or-two-arguments-a-type-and-a-default = un ou deux arguments : un type et une valeur par défaut
words-one-argument-the-type-of-its-elements = un argument : le type de ses éléments
plan = { $path } n’est pas lu : { $reason }
plan-binary = c’est un plan sous la forme binaire de Terraform
plan-encoding = ce n’est pas du texte en UTF-8
plan-log = c’est le journal de `plan -json`, qui ne contient pas de valeurs
plan-raw-state = c’est un état brut, que seul Terraform doit lire
plan-not-json = ce n’est pas du JSON, ou il est tronqué (ligne { $line }, colonne { $column })
plan-form = c’est du JSON d’une autre forme (ligne { $line }, colonne { $column })
plan-version = cette version du format n’est pas connue
plan-empty = il ne contient ni plan ni état
plan-remedy = l’écrire de nouveau : terraform show -json plan.out > plan.json (ou tofu show -json)
plan-state-remedy = écrire un état par terraform show -json > state.json, un plan par terraform show -json plan.out > plan.json
plan-encoding-remedy = l’écrire de nouveau en UTF-8 ; sous PowerShell : terraform show -json plan.out | Out-File -Encoding utf8 plan.json
plan-version-remedy = employer une version plus récente de Cocarde
plan-partial = le plan { $path } n’est pas complet
plan-partial-remedy = planifier de nouveau sans -target, une fois corrigées les erreurs du plan
plan-sources = les sources dans { $directory } ne déclarent aucune ressource de ce plan
plan-sources-remedy = donner le répertoire où le plan a été fait : cocarde check --plan FICHIER RÉPERTOIRE
consequence-partial = ce que Terraform en a laissé de côté n’est pas jugé
consequence-sources = elles ne sont pas employées : les constats pointent dans le plan, et le lieu de son état n’est pas jugé
