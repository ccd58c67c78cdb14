# Dérogations, commentaires, état de référence : `src/report/exceptions.rs`, `src/report/problems/exceptions.rs`.

fact-derogation = dérogation
fact-suppression = écarté
fact-baseline = connu
fact-other-text = s’impose encore
fact-authority = accordée par
fact-assumption = hypothèse
derogation-text = « { $reference } » ({ $basis }), accordée le { $granted } (autorité : { $authority }) ; { $until ->
    [none] terme non établi : aucune date d’offre acceptable n’est déclarée
   *[other] jusqu’au { $until } inclus
}
derogation-other-text = { $citation } : aucune dérogation enregistrée n’en dispense
derogation-remedy = { $until ->
    [none] préparer le passage à une offre conforme : la dérogation prendra fin après qu’une offre acceptable sera disponible, dont la date s’inscrit sous `acceptable-offer`
   *[other] passer à une offre conforme avant la fin de la dérogation, le { $until }
}
suppression-text = « { $reason } »{ $until ->
    [none] {""}
   *[other] , jusqu’au { $until } inclus
}
baseline-text = dans l’état de référence (--baseline)

derogation-not-validated = la dérogation « { $reference } » n’est pas validée par le Premier ministre
derogation-not-validated-remedy = écrire `pm-validated = true` une fois l’acte validé ; d’ici là, les constats qu’elle couvrirait restent des violations
derogation-engaged-too-late = la dérogation « { $reference } » porte sur un projet engagé le { $engaged }, après le { $until }
derogation-engaged-too-late-remedy = corriger `project-engaged` d’après l’acte ; un projet engagé plus tard ne peut déroger : le mettre en conformité
derogation-not-granted-yet = la dérogation « { $reference } » n’est accordée qu’à compter du { $granted }
derogation-not-granted-yet-remedy = corriger `granted` d’après l’acte signé, ou attendre ce jour
derogation-granted-before-text = la dérogation « { $reference } » est accordée le { $granted }, avant le { $from }, premier jour où un texte en prévoit
derogation-granted-before-text-remedy = corriger `granted` d’après l’acte signé ; un acte antérieur au texte ne peut s’appuyer sur lui
derogation-granted-before-project = la dérogation « { $reference } » est accordée le { $granted }, avant que le projet ne soit engagé, le { $engaged }
derogation-granted-before-project-remedy = corriger `granted` ou `project-engaged` d’après l’acte signé : seul un projet déjà engagé peut déroger
derogation-expired = la dérogation « { $reference } » a pris fin le { $last } { $law ->
    [yes] (terme fixé par le texte)
   *[no] (terme fixé par l’acte)
}
derogation-expired-remedy = passer à une offre conforme ; si une nouvelle dérogation a été accordée, enregistrer son acte ; puis supprimer cette entrée
derogation-too-long = la dérogation « { $reference } » dépasse ce que permet le texte : { $months } mois après qu’une offre acceptable est disponible, soit le { $last }
derogation-too-long-remedy = ramener `until` au { $last } au plus tard : c’est ce terme qui est appliqué
derogation-out-of-reach = une dérogation { $basis } ne peut lever { $rule }
derogation-out-of-reach-remedy = retirer cette règle de l’entrée ; cette base légale lève : { $known }
derogation-matches-nothing = la dérogation « { $reference } » ne porte sur aucune ressource du dépôt
derogation-matches-nothing-remedy = corriger `addresses`, `modules` ou `paths`, ou supprimer l’entrée
derogation-unused = la dérogation « { $reference } » ne sert plus : rien de ce qu’elle couvre n’enfreint les règles qu’elle lève
derogation-unused-remedy = supprimer l’entrée
derogation-other-texts = la dérogation « { $reference } » ne lève rien : ce qui est constaté là repose sur d’autres textes que { $basis }
derogation-other-texts-remedy = enregistrer une dérogation selon le texte que citent les constats, ou supprimer l’entrée
derogation-ends-soon = la dérogation « { $reference } » prend fin le { $last }, { $days ->
    [0] aujourd’hui
    [one] dans un jour
   *[other] dans { $days } jours
}
derogation-ends-soon-remedy = passer à une offre conforme d’ici là : le lendemain, ces constats redeviennent des violations

suppression-malformed = ce commentaire `cocarde:` n’est pas compris : { $why }
suppression-malformed-remedy = écrire : # cocarde:ignore[RÈGLE] reason="…" until=2027-01-31
suppression-written = ce commentaire est dans un texte que Terragrunt écrit : il est sans effet
suppression-written-remedy = le placer devant le bloc `generate` ou `remote_state`
malformed-directive = seul `cocarde:ignore` existe
malformed-rules = les règles s’écrivent entre crochets, séparées par des virgules
malformed-reason = une raison est exigée, `reason="…"`
malformed-argument = « { $name } » n’est ni `reason`, ni `until`, ni `address`
malformed-twice = `{ $name }` y est deux fois
malformed-quotes = la valeur de `{ $name }` s’écrit entre guillemets droits, fermés
malformed-date = `until` n’est pas une date
malformed-address = `address` n’est pas une adresse
suppression-unknown-rule = la règle « { $rule } » que ce commentaire nomme n’existe pas
suppression-unknown-rule-remedy = choisir parmi : { $known }
suppression-powerless = aucun commentaire n’écarte { $rule }
suppression-powerless-remedy = retirer cette règle du commentaire : corriger ce qu’elle constate, déclarer dans cocarde.toml ce que le code ne dit pas, ou y enregistrer la dérogation obtenue si un texte en prévoit une (cocarde explain { $rule })
suppression-detached = ce commentaire n’est attaché à rien : ni sa ligne ni la suivante n’ont de code
suppression-detached-remedy = le placer au bout de la ligne, ou juste avant l’argument ou le bloc
suppression-expired = ce commentaire n’a plus d’effet depuis le { $until }
suppression-expired-remedy = corriger ce qu’il écartait, ou donner une nouvelle raison et une nouvelle date ; sinon, le supprimer
suppression-unused = ce commentaire n’écarte rien : { $rules }
suppression-unused-remedy = le supprimer ; pour une instance, vérifier `address`
suppression-too-many = ce fichier a plus de commentaires `cocarde:` qu’il n’en est lu : ceux-ci sont sans effet
suppression-too-many-remedy = mettre ces constats dans un état de référence : --write-baseline FICHIER
baseline-file = { $path } n’est pas un état de référence : { $reason }
baseline-file-remedy = le réécrire : --write-baseline { $path }
baseline-json = du JSON tel que l’écrit --write-baseline est attendu (ligne { $line }, colonne { $column })
baseline-version = sa version est { $version }, et ce programme lit la version 1
baseline-stale = { $count ->
    [one] un constat de l’état de référence n’a plus cours
   *[other] { $count } constats de l’état de référence n’ont plus cours
}
baseline-stale-remedy = quand il n’y a plus de constat nouveau, récrire le fichier, pour qu’ils n’y reviennent pas sans être vus : --baseline et --write-baseline avec le même fichier, qui reçoit tout ce qui est constaté
known-label = constat

excepted = Exceptions
excepted-text = { $derogated ->
    [0] {""}
    [one] { $derogated } verdict sous dérogation{ $end ->
        [none] {""}
       *[other] {" "}(échéance { $end })
    }
   *[other] { $derogated } verdicts sous dérogation{ $end ->
        [none] {""}
       *[other] {" "}(prochaine échéance { $end })
    }
}{ $suppressed ->
    [0] {""}
   *[other] { $derogated ->
        [0] {""}
       *[other] {" · "}
    }{ $suppressed ->
        [one] { $suppressed } écarté par commentaire
       *[other] { $suppressed } écartés par commentaire
    }
}{ $known ->
    [0] {""}
   *[other] { $before ->
        [0] {""}
       *[other] {" · "}
    }{ $known ->
        [one] { $known } déjà connu
       *[other] { $known } déjà connus
    }
}{ $hidden ->
    [0] {""}
   *[other] {" "}(--verbose pour les voir)
}
disregarded = { $count ->
    [one] un commentaire `cocarde:ignore` sans effet (`no-inline-ignores`)
   *[other] { $count } commentaires `cocarde:ignore` sans effet (`no-inline-ignores`)
}
count-violations = { $count ->
    [one] { $count } violation
   *[other] { $count } violations
}
count-undetermined = { $count ->
    [one] { $count } indéterminé
   *[other] { $count } indéterminés
}
count-unclassified = { $count ->
    [one] { $count } indéterminé
   *[other] { $count } indéterminés
} faute de classification
count-compliant = { $count ->
    [one] { $count } conforme
   *[other] { $count } conformes
}
count-not-applicable = { $count } sans objet
count-derogated = { $count } sous dérogation
count-suppressed = { $count ->
    [one] { $count } écarté
   *[other] { $count } écartés
} par commentaire
count-known = { $count } déjà { $count ->
    [one] connu
   *[other] connus
}
rules-judged = Règles
rules-judged-text = { $judged } sur { $all }{ $only ->
    [0] {""}
   *[other] {" "}(--only)
}{ $rules ->
    [none] {""}
   *[other] {" "}; laissées de côté : { $rules }
}
baseline-written = { $count ->
    [one] un constat connu écrit dans { $path }
   *[other] { $count } constats connus écrits dans { $path }
}

## Page d’une règle.

explain-derogations = Dérogations
explain-derogation = { $basis } : { $months } mois après qu’une offre acceptable est disponible en France ; projet engagé au plus tard le { $engaged }{ $validated ->
    [yes] {" "}; validation du Premier ministre
   *[no] {""}
}
explain-derogation-rules = lève { $rules }
explain-derogation-with = { $rule } (ce qu’exige aussi { $text })
