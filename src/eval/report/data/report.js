{# Behaviour of the evaluation report: the filter of the worst articles, and the arrow keys of the heat map. #}
(() => {
  'use strict';
  const articles = [...document.querySelectorAll('[data-article]')];
  const select = document.getElementById('topic');
  if (!select) return;
  const shown = document.getElementById('shown');
  const clear = document.getElementById('clear');
  const numbers = (element, side) => element.dataset[side].split(' ');

  const matchesPair = (article, gold, system) => {
    const has = (side, number) => number !== '-' && numbers(article, side).includes(number);
    if (gold === system) return has('gold', gold) && has('system', gold);
    const missed = gold === '-' || (has('gold', gold) && !has('system', gold));
    const spare = system === '-' || (has('system', system) && !has('gold', system));
    return missed && spare;
  };

  const show = (matches, said) => {
    let count = 0;
    for (const article of articles) {
      article.hidden = !matches(article);
      if (!article.hidden) count += 1;
    }
    shown.value = `${count} of ${articles.length}${said ? ` · ${said}` : ''}`;
  };

  const byTopic = () => {
    const topic = select.value;
    show((article) => topic === '' || numbers(article, 'gold').includes(topic) || numbers(article, 'system').includes(topic), '');
  };

  select.addEventListener('change', byTopic);
  clear.addEventListener('click', () => {
    select.value = '';
    byTopic();
  });
  document.querySelector('.filter').addEventListener('submit', (event) => event.preventDefault());
  for (const button of document.querySelectorAll('[data-topic]')) {
    button.addEventListener('click', () => {
      select.value = button.dataset.topic;
      byTopic();
      select.focus();
    });
  }

  const rows = [...document.querySelectorAll('.heat tbody tr')].map((row) => [...row.querySelectorAll('td')]);
  if (!rows.length) return;
  let [y, x] = [0, 0];
  const move = (toY, toX, focus) => {
    rows[y][x].tabIndex = -1;
    y = Math.min(Math.max(toY, 0), rows.length - 1);
    x = Math.min(Math.max(toX, 0), rows[0].length - 1);
    rows[y][x].tabIndex = 0;
    if (focus) rows[y][x].focus();
  };
  const open = (cell) => {
    const { gold, system } = cell.dataset;
    select.value = '';
    show((article) => matchesPair(article, gold, system), cell.title || 'an empty cell');
    document.getElementById('articles').scrollIntoView();
    clear.focus();
  };
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -Infinity], End: [0, Infinity] };
  rows.forEach((row, rowPlace) => row.forEach((cell, cellPlace) => {
    cell.addEventListener('click', () => {
      move(rowPlace, cellPlace, false);
      open(cell);
    });
    cell.addEventListener('keydown', (event) => {
      const step = steps[event.key];
      if (step) move(y + step[0], x + step[1], true);
      else if (event.key === 'Enter' || event.key === ' ') open(cell);
      else return;
      event.preventDefault();
    });
  }));
  move(0, 0, false);
})();
