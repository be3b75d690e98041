'use client';

import { load } from 'label-smoothing';
import 'label-smoothing/element';
import { useEffect, useState } from 'react';

export function InTheBrowser() {
  const [loss, setLoss] = useState('');
  useEffect(() => {
    const compute = async () => {
      const ls = await load();
      await document.querySelector('label-smoothing').ready;
      return ls.crossEntropy(Float32Array.of(1, 2, 3, 4, 5), [1], { classes: 5, labelSmoothing: 0.1 });
    };
    compute()
      .catch((error) => String(error.stack))
      .then((result) => {
        setLoss(result);
        globalThis.answer = result;
      });
  }, []);
  return (
    <>
      <output id="client">{loss}</output>
      <label-smoothing figure="targets" />
    </>
  );
}
