# Ce que les verdicts établissent ou ne peuvent établir.

## Verdicts indéterminés : ce qui manque, et à qui.

of-assets = { $kind ->
    [state] { $count ->
        [one] d’un état Terraform
       *[other] de { $count } états Terraform
    }
   *[resource] { $count ->
        [one] d’une ressource
       *[other] de { $count } ressources
    }
}
undetermined-placement = localisation indéterminée { $of }
undetermined-offer = offre indéterminée { $of }
undetermined-environment = environnement indéterminé { $of }
undetermined-classification = classification indéterminée { $of }
undetermined-holds-data = contenu indéterminé { $of }
undetermined-root-classification = classification indéterminée des données décrites par l’état
undetermined-qualification = qualification SecNumCloud indéterminée du service { $of }
undetermined-hds = certification HDS indéterminée de l’hébergement { $of }
undetermined-adequacy = adéquation indéterminée du pays de localisation { $of }
undetermined-place = la localisation { $of } n’est pas un lieu unique
undetermined-operator-country = pays indéterminé de l’opérateur { $of }
undetermined-other = { $title } : indéterminé

## Étiquettes des lignes de faits.

fact-runs = variables
run-alone = aucun fichier que ceux que Terraform lit de lui-même
run-on-defaults = aucun fichier : les valeurs par défaut seules
fact-found = constat
fact-missing = manque
fact-candidates = possibles
fact-placement = lieu
fact-offer = offre
fact-data = données
fact-environment = environnement
fact-flow = envoie
fact-flow-read = lit

## Faits.

separator = {" ; "}
labelled = { $label } : { $text }
offer = { $name }, { $operator }{ $country ->
    [none] {""}
   *[other] {" "}({ $country })
} ; SecNumCloud : { $qualification }
qualification-valid = qualifiée
qualification-valid-until = qualifiée jusqu’au { $until }
qualification-expiring = qualifiée, mais jusqu’au { $until } seulement
qualification-expired = qualification finie le { $until }
qualification-future = qualifiée à partir du { $from } seulement
qualification-in-process = en cours, non qualifiée
qualification-not-qualified = non qualifiée
qualification-state-internal = cloud interne de l’État, non soumis
qualification-hosted-on-qualified = hébergée sur une offre qualifiée, sans l’être elle-même
qualification-unconfirmed = qualifiée, mais pas à coup sûr pour ce service ou cette région
offer-hds-declared = contrat certifié HDS, selon cocarde.toml
offer-hds-not-certified = non certifiée HDS, malgré ou selon cocarde.toml
offer-own = selon le catalogue du dépôt
third-state-law = soumise au droit d’un État tiers ({ $law })

placement = { $written }{ $place ->
    [none] {""}
   *[other] {" "}({ $place })
}
area-global = service mondial, sans lieu
area-global-short = mondial
area-union = Union européenne
area-unstated = plusieurs pays, non précisés

level-public = publiques
level-interne = internes
level-personnelle = personnelles
level-personnelle-sensible = personnelles sensibles
level-sante = de santé
level-sensible = sensibles
level-sensibilite-particuliere = d’une sensibilité particulière
level-diffusion-restreinte = Diffusion Restreinte
level-secret = Secret
level-tres-secret = Très Secret
level-none = classification non déclarée
nature = nature : { $words }
beside = avec : { $words }
perhaps-more = et peut-être davantage
impact = atteinte : { $words }

environment-production = production
environment-recette = recette
environment-secours = secours
environment-developpement = développement
environment-bac-a-sable = bac à sable

## Causes : pourquoi une valeur n’est pas connue.

cause-variable-without-value = var.{ $name } n’a pas de valeur ici
cause-variable-files = var.{ $name } dépend du fichier donné, parmi { $files }
cause-data-source = { $address } n’est lu qu’à l’exécution de Terraform
cause-computed = { $address }.{ $attribute } n’est connu qu’après l’application
cause-computed-whole = { $address } n’est connu qu’après l’application
cause-module-not-installed = le module { $address } n’est pas installé ici
cause-impure-function = { $name }() change à chaque exécution
cause-unsupported-function = la fonction { $name }() n’est pas évaluée par cette version
cause-provider-function = la fonction { $name }() appartient à un provider, qui n’est pas exécuté
cause-workspace = le workspace n’est pas donné
cause-file-not-read = le fichier { $path } n’a pas pu être lu
cause-no-such-file = le fichier { $path } n’existe pas
cause-environment = rien n’est écrit ici ; Terraform le prendrait dans la variable d’environnement { $name }
cause-profile = rien n’est écrit ici ; Terraform le prendrait dans l’entrée de { $file } que nomme `{ $argument }`
cause-error = cela ne peut être évalué avec ce que l’on sait
cause-cycle = cette valeur dépend d’elle-même
cause-limit = une limite de l’analyse est atteinte
cause-expansion = le nombre d’instances de { $address } n’est pas connu
cause-not-written = « { $name } » n’est pas écrit ici
cause-sensitive = « { $name } » est sensible, donc non lu
cause-not-understood = « { $value } » n’a pas de sens établi pour l’étiquette « { $key } »
cause-no-such-environment = l’étiquette { $key }={ $value } n’est d’aucun environnement connu
cause-contradiction = deux déclarations se contredisent : « { $one } » et « { $other } »
cause-not-in-catalogue-region = la région « { $written } » n’est pas au catalogue du { $date }
cause-not-in-catalogue-host = l’hôte { $written } n’est pas au catalogue du { $date }
cause-not-in-catalogue-provider = le provider { $written } n’est pas au catalogue du { $date }
cause-backend-configuration = le reste de ce backend « { $name } » est donné à l’initialisation (-backend-config)
cause-unexpressed = le plan dit à partir de quoi cette valeur est calculée ({ $name }), non comment
cause-provider-not-seen = ni le plan ou l’état, ni les sources à côté, ne contiennent la configuration du provider { $name }
cause-dependency = la dépendance « { $name } » n’a de sorties qu’une fois Terragrunt exécuté
cause-not-asked = { $name }() exécute un programme, interroge un service ou décrit la machine : jamais appelée
cause-backend-files = plusieurs fichiers complètent ce backend et ne disent pas la même chose : { $files }
cause-local-backend = l’état est gardé par la machine qui lance la commande (poste de travail, exécuteur), où qu’elle soit
cause-version-chosen = la version de { $name } est choisie à l’initialisation : aucun fichier de verrouillage ici ne la dit
cause-operation = le code seul ne dit pas si { $address } est créé ou modifié : un plan le dit
cause-hosted-only = { $name } n’est connu que de HCP Terraform
cause-chosen = ni les noms ni les étiquettes ne disent si { $name } la choisit
cause-account = rien ne dit si `{ $name }` est du même compte : `allowed_account_ids` ou `assume_role` le diraient
cause-not-declared-classification = ni étiquette ni déclaration ne dit quelles données
cause-not-declared-environment = rien ne dit de quel environnement il s’agit
cause-not-declared-offer = le code ne dit pas quelle offre ce provider atteint
cause-not-declared-placement = le code ne dit pas où c’est


## Que faire pour lever l’indétermination.

settle-variable = donner sa valeur : --var { $name }=…, --var-file FICHIER, un terraform.tfvars, ou un « default »
settle-variable-files = dire lequel vaut : --var-file FICHIER (une exécution pour chacun)
settle-module = installer le module (terraform init -backend=false) avant l’analyse
settle-workspace = donner le workspace : --workspace NOM
settle-file = vérifier que le fichier { $path } est dans le dépôt et lisible
settle-missing-file = ajouter le fichier { $path } au dépôt, ou corriger le chemin qui y mène ; s’il est produit avant Terraform, analyser là où il l’est
settle-error = corriger d’abord l’erreur signalée plus bas, s’il y en a une ; sinon donner les valeurs qui manquent (--var, --var-file)
settle-write-region = écrire la région dans le bloc, en toutes lettres
settle-write-argument = écrire « { $name } » dans le bloc
settle-backend = écrire dans le bloc { $arguments } : ce qui est secret peut rester dans -backend-config ou dans l’environnement
settle-backend-files = dire lequel vaut : --backend-config FICHIER
settle-local-backend = garder l’état dans un backend dont le lieu est connu
settle-contradiction = corriger l’une des deux
settle-tag = corriger la valeur de l’étiquette (niveaux : public, interne, personnelle, sante, sensibilite-particuliere…)
settle-environment-tag = donner à l’étiquette le nom d’un environnement (production, recette, secours, developpement, bac-a-sable)
settle-sources = donner les sources à côté du plan : cocarde check --plan FICHIER RÉPERTOIRE
settle-or-declare = ou déclarer dans cocarde.toml :
settle-declare = déclarer dans cocarde.toml :
settle-own-catalogue = puis le dire dans un catalogue propre (docs/catalogue.fr.md)
settle-then-declare = puis le déclarer dans cocarde.toml :
settle-catalogue-offer = vérifier ce point au contrat ou auprès de l’opérateur
settle-catalogue-type = { $count ->
    [one] { $types } n’est pas au catalogue : dire ce qu’il porte dans un catalogue propre (docs/catalogue.fr.md) :
   *[other] { $types } ne sont pas au catalogue : dire ce qu’ils portent dans un catalogue propre (docs/catalogue.fr.md), une table chacun :
}
settle-flow = écrire en entier où cela va (région, hôte), ou décrire l’hôte dans un catalogue à vous ([catalogue] overlay)
settle-adequacy = vérifier que le destinataire est de ceux que couvre la décision d’adéquation, ou choisir une région de l’Union, de l’EEE ou d’un pays adéquat sans condition
settle-place = choisir une région qui soit un lieu, ou vérifier au contrat où sont les données
settle-services = déclarer quelles racines sont d’un même service, chacune sous son nom, par [services] dans cocarde.toml :
settle-other-kinds = vérifier que ces données sont dans deux régions, ou les y déployer ; si elles y sont, déclarer le service, dont les régions sont alors comptées, par [services] dans cocarde.toml :
settle-detection = vérifier que l’organisation, ou un autre dépôt, enregistre ce qui s’y passe ; sinon l’activer ici
settle-nature = employer les mots des textes ; natures : { $natures } ; atteintes : { $impacts }

## Ce que le provider fait de ce qui n’est pas écrit.

default-argument = { $name } n’est pas écrit{ $effect ->
    [none] {""}
   *[other] {" "}: { $effect }
}
default-place = rien n’est écrit : { $value }
default-one-zone = une seule zone
default-several-zones = plusieurs zones
default-unlimited = sans limite
default-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
default-on = en marche
default-off = à l’arrêt
