# Ce que dit l’inventaire : flux, registre des actifs, raisons d’un fait.

undetermined-flows = destination indéterminée des données { $of }
cause-not-in-catalogue-destination = le catalogue ne dit pas où mène { $written }
cause-not-in-catalogue-place = le catalogue ne dit pas où se trouve { $written }
cause-not-in-catalogue-contract = le catalogue ne dit pas de quel contrat ni de quel droit relève { $written }

## Registre des actifs.

register-count = { $count ->
    [one] un actif
   *[other] { $count } actifs
}
register-unknown = inconnu
register-unclassified = non classées
register-type-unknown = type inconnu
register-nothing = Aucun actif ne répond au filtre.
register-operator-unknown = Opérateur inconnu
register-secnumcloud = SecNumCloud :
register-assets = Actifs
register-assets-text = { $resources ->
    [one] { $resources } ressource
   *[other] { $resources } ressources
} dont { $data ->
    [one] { $data } porteuse
   *[other] { $data } porteuses
} de données{ $types ->
    [0] {""}
    [one] {", "}{ $types } d’un type absent du catalogue
   *[other] {", "}{ $types } de types absents du catalogue
} ; { $states ->
    [one] { $states } état
   *[other] { $states } états
} Terraform{ $homeless ->
    [0] {""}
    [one] {", "}une racine sans backend
   *[other] {", "}{ $homeless } racines sans backend
}{ $absent ->
    [0] {""}
    [one] {", "}{ $absent } appel de module non installé
   *[other] {", "}{ $absent } appels de modules non installés
}
register-operators = Opérateurs
register-countries = Pays
register-destinations = Flux avec
register-levels = Données
register-flows = Flux
register-reads = Lit
register-flow = { $kind } { $count }{ $unknown ->
    [0] {""}
   *[other] {" "}(dont { $unknown } en un lieu inconnu)
}
register-undetermined = Inconnu
register-part-location = localisation
register-part-operator = opérateur
register-part-classification = classification
register-reason = [{ $number }] { $part } { $count ->
    [one] d’un actif
   *[other] de { $count } actifs
} : { $reason }
register-reason-unclassified = [{ $number }] { $part } { $count ->
    [one] d’un actif
   *[other] de { $count } actifs
} : personne ne l’a déclarée (`cocarde init` écrit la question)
register-reasons-left = … et { $count ->
    [one] une autre raison
   *[other] { $count } autres raisons
} (--format json les donne toutes)
register-hidden = Non listé
register-hidden-text = { $count ->
    [one] une ressource qui ne porte ni n’envoie de données
   *[other] { $count } ressources qui ne portent ni n’envoient de données
} (--all)

## Flux.

flow-place-unknown = lieu inconnu
flow-place-not-in-catalogue = lieu inconnu (absent du catalogue)
flow-place-not-told = lieu inconnu (le catalogue ne le dit pas)
flow-place-because = lieu inconnu ({ $reason })
flow-in-doubt = y va peut-être
flow-replica = réplique
flow-snapshot = instantané
flow-backup = sauvegarde
flow-volume = disque
flow-log = journaux
flow-key = clé
flow-cdn = réseau de distribution
flow-dns = nom qui mène à
flow-mail = courrier
flow-image = image
flow-chart = dépôt de charts
flow-resolver = résolveur
flow-endpoint = appels
flow-monitoring = supervision
flow-notification = notification
flow-remote-state = autre état

## Catégories de services.

category-ai = IA
category-analytics = analyse
category-backup = sauvegarde
category-block-storage = disque
category-cdn = distribution
category-compute = machine
category-database = base de données
category-dns = DNS
category-file-storage = fichiers
category-identity = identité
category-kms = clés
category-logs = journaux
category-mail = courrier
category-network = réseau
category-object-storage = stockage objet
category-other = autre
category-queue = file de messages
category-registry = registre
category-state = état Terraform

## Page d’un actif.

explain-type = type
explain-type-unknown = { $type } ({ $provider }) : absent du catalogue, qui ne dit donc pas ce qu’il porte
explain-type-data = { $type } ({ $provider }) : { $category }, porte des données
explain-type-data-guessed = { $type } ({ $provider }) : { $category }, porte des données (d’après son nom : personne n’a jugé ce type)
explain-type-no-data = { $type } ({ $provider }) : { $category }, ne porte pas de données
explain-type-no-data-guessed = { $type } ({ $provider }) : { $category }, ne porte pas de données (d’après son nom : personne n’a jugé ce type)
explain-runs = exécuté avec
explain-state-data = ce que portent les ressources de sa racine
explain-flow = envoie
explain-flow-read = lit
explain-candidates = peut être : { $values }
explain-neither = « { $asked } » n’est ni une règle ni l’adresse d’un actif d’ici ; le plus proche : { $nearest }
explain-neither-at-all = « { $asked } » n’est ni une règle ni l’adresse d’un actif d’ici : `cocarde explain` liste les règles, `cocarde inventory --all` les adresses
evidence-argument = argument
evidence-planned = valeur choisie par le provider, d’après le plan
evidence-provider-argument = argument du provider
evidence-provider = provider
evidence-host = hôte
evidence-provider-default = ce que fait le provider quand rien n’est écrit :
evidence-tag = étiquette
evidence-default-tag = étiquette du provider
evidence-declaration = déclaration
evidence-catalogue = catalogue
evidence-path = chemin
evidence-backend = argument du backend
evidence-reference = référence à
explain-alike = de même
explain-alike-text = { $count ->
    [one] une autre instance
   *[other] { $count } autres instances
}

## Fichier qu’écrit cocarde init.

init-header = Ce que le code de ce dépôt ne dit pas, demandé par cocarde init. Les lignes où nulle espace ne suit le # sont des réponses à donner : ôter le #, mettre une valeur à la place de "…". Ce qui reste en commentaire reste inconnu, et ses verdicts indéterminés. Toutes les clés sont dans le README.
init-project = Le projet
init-project-why = Les textes qui s’y appliquent dépendent de qui le mène et de quand il a commencé.
init-started = le jour où il a commencé : R9 s’impose à ce qui l’a été depuis le 10 juillet 2021
init-bind = Opérateurs et lieux
init-bind-why = Mieux vaut donner au code une valeur qui n’y manque que par oubli : --var, --var-file, terraform.tfvars, un défaut.
init-bind-about = { $provider } : { $count ->
    [one] une ressource est
   *[other] { $count } ressources sont
} sans opérateur ni lieu connu, parce que
init-offer = identifiant d’une offre : `cocarde catalogue` les cherche, docs/catalogue.fr.md dit comment en ajouter une
init-region = une région de l’opérateur, ou le code d’un pays (FR)
init-environments = Environnements
init-environments-why = Lesquelles de ces racines sont la production, la recette, le secours, le développement ou un bac à sable ? Déplacer chaque chemin à sa ligne. Ce qui relève de plusieurs se distingue par [[environment]], avec name, et modules ou resources.
init-classify = Données
init-classify-why = Quelles données portent ces racines ? Niveaux : { $levels }. Avec `nature` et `impact`, on peut dire les deux critères de R9. Les ressources qui portent autre chose que les autres de leur racine ont leur propre entrée, avec resources ou modules à la place de paths.
init-classify-about = { $root } : { $count ->
    [one] une ressource
   *[other] { $count } ressources
} : { $names }
init-exists = { $path } existe déjà : --force le remplace, --stdout imprime ce qui serait écrit
init-not-a-directory = { $path } est un fichier : donner le répertoire où écrire cocarde.toml
init-done = { $path } est écrit, avec { $count ->
    [one] une question
   *[other] { $count } questions
} auxquelles répondre

## États.

settle-state-place = un backend de ce type ne nomme pas de lieu : vérifier où est son stockage
