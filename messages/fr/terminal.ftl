# Ce que dit le terminal autour des verdicts.

trace = valeur
resources = ressources
rule = règle
remedy = que faire
settle = pour lever
unverified = (texte non vérifié)
resource-names = { $count ->
    [one] { $names }
   *[other] { $count } : { $names }{ $left ->
        [0] {""}
       *[other] {" "}… (--verbose pour toutes)
    }
}
analysed = Analysé
analysed-text = { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
} ({ $broken } en erreur), { $roots ->
    [one] { $roots } racine
   *[other] { $roots } racines
}, { $resources ->
    [one] { $resources } ressource
   *[other] { $resources } ressources
} dont { $data ->
    [one] { $data } porteuse
   *[other] { $data } porteuses
} de données{ $types ->
    [0] {""}
    [one] {", "}{ $types } d’un type absent du catalogue
   *[other] {", "}{ $types } de types absents du catalogue
}, { $states ->
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
established = Établi
established-text = localisation { $located }/{ $total } · opérateur { $operator }/{ $total } · classification { $classified }/{ $data } · catalogue du { $catalogue }{ $own ->
    [none] {""}
   *[other] {" "}avec { $own }
} · doctrine au { $today }
verdicts = Verdicts
verdicts-text = { $violations ->
    [one] { $violations } violation
   *[other] { $violations } violations
} · { $undetermined ->
    [one] { $undetermined } indéterminé
   *[other] { $undetermined } indéterminés
} · { $unclassified ->
    [one] { $unclassified } indéterminé
   *[other] { $unclassified } indéterminés
} faute de classification · { $compliant ->
    [one] { $compliant } conforme
   *[other] { $compliant } conformes
} · { $inapplicable } sans objet
told = Constats
told-text = { $violations ->
    [one] { $violations } violation
   *[other] { $violations } violations
} · { $undetermined ->
    [one] { $undetermined } indéterminé
   *[other] { $undetermined } indéterminés
} · { $notices ->
    [one] { $notices } information
   *[other] { $notices } informations
} · { $problems ->
    [one] { $problems } problème
   *[other] { $problems } problèmes
} d’analyse

## Erreurs du programme lui-même.

cli-threads = les fils d’exécution n’ont pu être créés : { $reason }
cli-output = le rapport ne peut être écrit sur la sortie standard : { $reason }
cli-output-file = le rapport ne peut être écrit dans { $path } : { $reason }

## An expression whose value is not known.

eval-unknown = inconnu : { $reason }
eval-candidates = peut être : { $values }

## Page d’une règle.

explain-kind = gravité : { $severity } · paquet : { $pack }
explain-error = erreur
explain-warning = avertissement
explain-note = information
explain-reasons = Pourquoi
explain-remedy = Que faire
explain-texts = Textes
explain-related = Voir aussi
explain-not-in-force = { $text } (pas en vigueur au { $today })
explain-unverified = Rédigé d’après un résumé du texte : vérifier le texte avant de s’y fier.
