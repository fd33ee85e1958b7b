// Nothing: what there is to pay for any module.
